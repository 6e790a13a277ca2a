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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Waiting;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryRanking;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.EARLY_EXPIRATION;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.TARGET_WAIT_RATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;

/** Instances with registries over one store, one cache, and loads that take a time. */
final class Fleet {

    static final HotKeySettings SETTINGS = new HotKeySettings(100, Duration.ofMillis(250), Duration.ofSeconds(60), 6,
            100, 1);

    static final HotKeyRule RULE = new HotKeyRule(true, 10, 1, null);

    final MutableClock clock = new MutableClock();

    final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    final InMemoryRanking ranking = new InMemoryRanking();

    final List<Member> members = new ArrayList<>();

    final Map<String, Integer> loads = new HashMap<>();

    Duration cost = Duration.ofMillis(200);

    @Nullable Exception failure;

    Policy policy = policy(Duration.ofSeconds(10));

    void adaptive(double waitRate) {
        this.policy = Policy.resolve(PolicyLayer.from(SettingSource.properties("test"))
            .with(TTL, Duration.ofSeconds(10))
            .with(JITTER, 0.0)
            .with(BETA, 0.0)
            .with(EARLY_EXPIRATION, EarlyExpirationMode.ADAPTIVE)
            .with(TARGET_WAIT_RATE, waitRate));
    }

    void ttl(Duration ttl) {
        this.policy = policy(ttl);
    }

    private static Policy policy(Duration ttl) {
        return Policy.resolve(
                PolicyLayer.from(SettingSource.properties("test")).with(TTL, ttl).with(JITTER, 0.0).with(BETA, 0.0));
    }

    /** Starts one more instance. */
    Member start(HotKeySettings settings, HotKeyRule rule) {
        Member member = new Member(settings, (cache) -> rule);
        this.members.add(member);
        return member;
    }

    Member start() {
        return start(SETTINGS, RULE);
    }

    /** Lets time pass in steps of a sweep, with an action before each sweep. */
    void pass(Duration time, Runnable action) {
        Instant end = this.clock.instant().plus(time);
        while (this.clock.instant().isBefore(end)) {
            Instant next = this.clock.instant().plus(SETTINGS.sweepInterval());
            action.run();
            this.members.forEach(Member::sweep);
            Duration rest = Duration.between(this.clock.instant(), next);
            this.clock.advance(rest.isNegative() ? Duration.ZERO : rest);
        }
    }

    /** Fills a key as a load would do that ends now, without taking its time. */
    void fill(String key) {
        this.store.put(new CacheKey("totals", key), new NewEntry(Payload.of(new StringCodec().write("filled")),
                this.policy.ttl(), this.policy.ttl(), this.cost, null));
    }

    int loads(String key) {
        return this.loads.getOrDefault(key, 0);
    }

    private @Nullable Object load(String key) throws Exception {
        this.loads.merge(key, 1, Integer::sum);
        this.clock.advance(this.cost);
        if (this.failure != null) {
            throw this.failure;
        }
        return key + this.loads(key);
    }

    /** A load that can be repeated. */
    private final class SlowLoad implements Load {

        private final String key;

        private SlowLoad(String key) {
            this.key = key;
        }

        @Override
        public @Nullable Object load() throws Exception {
            return Fleet.this.load(this.key);
        }

        @Override
        public Load repeatable() {
            return this;
        }

    }

    /** One instance with its registry. */
    final class Member {

        final Instance instance;

        final HotKeyRegistry registry;

        final RecordingListener heard = new RecordingListener();

        private final int threads;

        private Member(HotKeySettings settings, Function<String, HotKeyRule> rules) {
            this.threads = settings.maxConcurrent();
            MutableClock time = Fleet.this.clock;
            EngineResources resources = new EngineResources(time, time::nanoTime, new ScriptedRandom(),
                    Waiting.blocking(), Runnable::run);
            this.registry = new HotKeyRegistry(settings, rules, Fleet.this.ranking,
                    new RecomputeDispatcher(this::engine, resources, this.heard, settings.loadSeconds()));
            this.instance = Instance.counting(Fleet.this.store, this.registry);
        }

        @Nullable Object read(String key) {
            return read(key, new SlowLoad(key));
        }

        private @Nullable Object read(String key, Load load) {
            try {
                return this.instance.get(new CacheKey("totals", key), Fleet.this.policy, load);
            }
            catch (Throwable ex) {
                throw new AssertionError(ex);
            }
        }

        void read(String key, int times) {
            for (int i = 0; i < times; i++) {
                read(key);
            }
        }

        /** Reads a key whose load its caller alone can run. */
        @Nullable Object readInCode(String key, Duration cost) {
            return read(key, () -> {
                Fleet.this.clock.advance(cost);
                return key;
            });
        }

        /**
         * Reads a key if it is there; if not, fills it as one of many threads would,
         * while time goes on for the others.
         * @return whether somebody waited
         */
        boolean readOrFill(String key, int times) {
            Entry entry = Fleet.this.store.get(new CacheKey("totals", key));
            boolean isFresh = entry != null && entry.freshUntil().isAfter(Fleet.this.clock.instant());
            if (!isFresh) {
                fill(key);
            }
            read(key, times);
            return !isFresh;
        }

        void sweep() {
            this.registry.exchange();
            this.registry.sweep();
            for (int i = 0; i < this.threads && this.instance.refreshes().waiting() > 0; i++) {
                this.instance.refreshes().take().run();
            }
        }

        boolean isHot(String key) {
            return this.registry.keys("totals").stream().anyMatch((hot) -> hot.isHot() && hot.key().text().equals(key));
        }

        long waits() {
            return this.instance.listener().count("miss");
        }

        private SingleFlightCache engine() {
            return this.instance.engine();
        }

    }

}
