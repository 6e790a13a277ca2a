/*
 * Copyright 2026 the Stampede Safe authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.stampedesafe.benchmarks.trials;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.redis.KeyLayout;
import io.github.stampedesafe.redis.RedisEntryStore;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.EntryStore.Begin;
import io.github.stampedesafe.store.EntryStore.Published;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.test.redis.RedisProcess;

/**
 * Evicts a key while it loads, again and again, and counts what is left in Redis. Two
 * connections race: one loads and publishes, one changes the source and evicts. Hundreds
 * of trials are under way at one time, each with a key of its own. What was loaded before
 * the change must never be left.
 */
public final class EvictTrials {

    private static final int AT_ONCE = 512;

    private static final Duration LIFE = Duration.ofSeconds(10);

    private final EntryStore loader;

    private final EntryStore changer;

    private final Map<Outcome, Long> outcomes = new ConcurrentHashMap<>();

    EvictTrials(EntryStore loader, EntryStore changer) {
        this.loader = loader;
        this.changer = changer;
        for (Outcome outcome : Outcome.values()) {
            this.outcomes.put(outcome, 0L);
        }
    }

    /**
     * Runs the trials against a private Redis and prints the counts.
     * @param arguments how many trials, three million if left out
     */
    public static void main(String[] arguments) throws Exception {
        int trials = (arguments.length > 0) ? Integer.parseInt(arguments[0]) : 3_000_000;
        Map<Outcome, Long> counts = againstRedis(trials);
        System.out.println("n = " + trials + ": " + counts);
        System.exit((counts.getOrDefault(Outcome.OLD_LEFT, 0L) == 0) ? 0 : 1);
    }

    static Map<Outcome, Long> againstRedis(int trials) throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            LettuceConnectionFactory first = connections(redis.host(), redis.port());
            LettuceConnectionFactory second = connections(redis.host(), redis.port());
            try {
                return new EvictTrials(store(first), store(second)).run(trials, new Random(1));
            }
            finally {
                first.destroy();
                second.destroy();
            }
        }
    }

    static LettuceConnectionFactory connections(String host, int port) {
        LettuceConnectionFactory connections = new LettuceConnectionFactory(host, port);
        connections.start();
        return connections;
    }

    static EntryStore store(LettuceConnectionFactory connections) {
        return new RedisEntryStore(connections, new KeyLayout("trials:"), new CacheListener() {
        });
    }

    /** Runs trials; returns how often each outcome was. */
    Map<Outcome, Long> run(int trials, Random random) throws Exception {
        Semaphore places = new Semaphore(AT_ONCE);
        CompletableFuture<Void> failure = new CompletableFuture<>();
        for (int i = 0; i < trials && !failure.isDone(); i++) {
            places.acquire();
            trial(i, Order.values()[random.nextInt(Order.values().length)]).whenComplete((outcome, problem) -> {
                if (problem != null) {
                    failure.completeExceptionally(problem);
                }
                else {
                    this.outcomes.merge(outcome, 1L, Long::sum);
                }
                places.release();
            });
        }
        places.acquire(AT_ONCE);
        failure.complete(null);
        failure.get();
        return new EnumMap<>(this.outcomes);
    }

    private CompletionStage<Outcome> trial(int number, Order order) {
        CacheKey key = new CacheKey("trials", String.valueOf(number));
        Claim claim = new Claim("trial" + number, null, LIFE, false);
        Change change = new Change(this.changer, key);
        if (order == Order.WITH_BEGIN) {
            change.make();
        }
        return this.loader.begin(key, null, claim).thenCompose((begin) -> {
            NewEntry loaded = entry(change.source.get());
            if (order == Order.DURING_LOAD) {
                return change.make().thenCompose((evicted) -> publish(key, claim, begin, loaded));
            }
            if (order == Order.BEFORE_PUBLISH) {
                change.make();
            }
            CompletionStage<Published> published = publish(key, claim, begin, loaded);
            if (order == Order.AFTER_PUBLISH) {
                change.make();
            }
            return published;
        })
            .thenCombine(change.made, (published, evicted) -> published)
            .thenCompose((published) -> this.loader.getAsync(key, 0).thenApply((left) -> outcome(published, left)));
    }

    private CompletionStage<Published> publish(CacheKey key, Claim claim, Begin begin, NewEntry loaded) {
        if (begin instanceof Begin.Started started) {
            return this.loader.publish(key, claim, started.at(), loaded);
        }
        throw new IllegalStateException("A key of its own could not be loaded: " + begin);
    }

    private static Outcome outcome(Published published, @Nullable Entry left) {
        if (left != null) {
            return (left.payload().written()[0] == '0') ? Outcome.OLD_LEFT : Outcome.NEW_LEFT;
        }
        return (published == Published.STORED) ? Outcome.STORED_THEN_EVICTED : Outcome.REFUSED;
    }

    private static NewEntry entry(int version) {
        byte[] value = String.valueOf(version).getBytes(StandardCharsets.US_ASCII);
        return new NewEntry(Payload.of(value), LIFE, LIFE, Duration.ZERO, null);
    }

    /** When the change is sent. */
    private enum Order {

        WITH_BEGIN, DURING_LOAD, BEFORE_PUBLISH, AFTER_PUBLISH

    }

    /** What is left when load and change have ended. */
    enum Outcome {

        /** Nothing: the publish came after the evict and was refused. */
        REFUSED,

        /** Nothing: the evict came after the publish. */
        STORED_THEN_EVICTED,

        /** The value that was loaded after the change. */
        NEW_LEFT,

        /** The value that was loaded before the change. */
        OLD_LEFT

    }

    /** A change of the source, then an evict. */
    private static final class Change {

        private final AtomicInteger source = new AtomicInteger();

        private final CompletableFuture<Boolean> made = new CompletableFuture<>();

        private final EntryStore changer;

        private final CacheKey key;

        Change(EntryStore changer, CacheKey key) {
            this.changer = changer;
            this.key = key;
        }

        CompletionStage<Boolean> make() {
            this.source.set(1);
            this.changer.evict(this.key).whenComplete((nothing, problem) -> {
                if (problem != null) {
                    this.made.completeExceptionally(problem);
                }
                else {
                    this.made.complete(true);
                }
            });
            return this.made;
        }

    }

}
