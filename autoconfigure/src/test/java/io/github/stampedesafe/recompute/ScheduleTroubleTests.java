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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ScheduleEvent.ArgumentsFailed;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Schedules where there are too few threads, too little room, or errors. */
class ScheduleTroubleTests {

    private static final Trigger EACH_MINUTE = new Trigger.FixedRate(seconds(60));

    static Stream<Runnable> noThreads() {
        return Stream.of(() -> {
            throw new RejectedExecutionException("Full");
        }, () -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
    }

    @ParameterizedTest
    @MethodSource("noThreads")
    void whereNoThreadCanBeHadTheLastOnesStayAndItIsTriedAgain(Runnable noThread) {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        Instance instance = cluster.start();
        cluster.threads = noThread;
        cluster.pass(seconds(8));
        assertThat(cluster.loads("DE")).isZero();
        assertThat(instance.listener().count("argumentsFailed")).isEqualTo(2);
        cluster.threads = () -> {
        };
        cluster.pass(seconds(3));
        assertThat(cluster.loads("DE")).isOne();
        cluster.threads = noThread;
        cluster.pass(seconds(600));
        assertThat(cluster.loads("DE")).isEqualTo(11);
        assertThat(cluster.gaps).isEmpty();
    }

    @Test
    void aMethodThatFailsDoesNotKeepTheNextOneFromRunning() {
        Instance instance = Instance.on(new ScheduledCluster(EACH_MINUTE, ttl(90)).store);
        AtomicInteger asked = new AtomicInteger();
        EngineResources resources = new EngineResources(new MutableClock(), () -> 0, instance.random(),
                instance.waiting(), (task) -> {
                    asked.incrementAndGet();
                    throw new RejectedExecutionException("Full");
                });
        ScheduledMethod method = new ScheduledMethod("Shop.totals(String)", EACH_MINUTE, List::of);
        CacheListener failing = new CacheListener() {

            @Override
            public void onEvent(CacheEvent event) {
                throw new IllegalStateException("Told of " + ((ArgumentsFailed) event).method());
            }

        };
        RecomputeSchedule schedule = new RecomputeSchedule(() -> List.of(method, method),
                new RecomputeDispatcher(instance::engine, resources, failing, 1), resources.refreshes());
        assertThatIllegalStateException().isThrownBy(schedule::run).withMessage("Told of Shop.totals(String)");
        assertThat(asked).hasValue(2);
    }

    @Test
    void anErrorOfTheEngineStopsNothing() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        cluster.arguments = () -> List.of("AT", "BE", "CZ", "DE", "ES", "FR");
        List<Error> errors = new ArrayList<>(Collections.nCopies(5, new LinkageError("Expected")));
        cluster.start(Instance.live(cluster.store, (task) -> {
            if (!errors.isEmpty()) {
                throw errors.remove(0);
            }
            task.run();
        }));
        for (int i = 0; i < 5; i++) {
            assertThat(catchThrowable(() -> cluster.pass(seconds(1)))).hasMessage("Expected");
        }
        cluster.pass(seconds(600));
        assertThat(cluster.loads("FR")).isBetween(10, 11);
    }

    @Test
    void aLongListOfArgumentsDoesNotFillTheQueueOfTheRefreshes() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        List<String> keys = IntStream.range(0, 200).mapToObj((key) -> "key" + key).toList();
        cluster.arguments = () -> keys;
        cluster.cost = Duration.ZERO;
        Instance instance = cluster.start(Instance.refreshing(cluster.store, 2, 5));
        cluster.pass(seconds(90));
        assertThat(keys).allSatisfy((key) -> assertThat(cluster.loads(key)).isEqualTo(2));
        assertThat(instance.listener().count("refreshRefused")).isZero();
        assertThat(instance.listener().events())
            .noneMatch((event) -> event.contains("Refused") || event.contains("REFUSED"));
    }

    @Test
    void lookingStopsWhereTheQueueOfTheRefreshesIsFull() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(600));
        List<String> keys = IntStream.range(0, 200).mapToObj((key) -> "key" + key).toList();
        cluster.arguments = () -> keys;
        cluster.cost = Duration.ZERO;
        Instance instance = cluster.start(Instance.refreshing(cluster.store, 1, 1));
        cluster.pass(seconds(1));
        long beats = 4;
        assertThat(instance.listener().count("refreshRefused")).isBetween(1L, beats);
        cluster.pass(seconds(300));
        assertThat(keys).allSatisfy((key) -> assertThat(cluster.loads(key)).isPositive());
    }

    @Test
    void aReaderWhoseRefreshTakesThePlaceOfALookLooksAtNothing() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(seconds(600)), ttl(900));
        cluster.arguments = () -> IntStream.range(0, 20).mapToObj((key) -> "key" + key).toList();
        Instance instance = cluster.start(Instance.refreshing(cluster.store, 1, 3));
        CacheKey read = new CacheKey("read", "DE");
        Policy stale = Policy.resolve(ttl(1).with(STALE_WHILE_REVALIDATE, seconds(600)).with(BETA, 0.0));
        instance.put(read, stale, "old");
        List<Long> refused = new ArrayList<>();
        cluster.source = () -> {
            // One look loads and three wait: that is all that may.
            refused.add(-instance.listener().count("refreshRefused"));
            read(instance, read, stale);
            refused.add(instance.listener().count("refreshRefused"));
            return "value";
        };
        cluster.cost = seconds(2);
        cluster.pass(Duration.ofMillis(500));
        assertThat(refused.get(0) + refused.get(1)).isOne();
    }

    private static void read(Instance instance, CacheKey key, Policy policy) {
        try {
            assertThat(instance.get(key, policy, () -> "new")).isEqualTo("old");
        }
        catch (Throwable ex) {
            throw new AssertionError(ex);
        }
    }

    private static PolicyLayer ttl(long seconds) {
        return ScheduledCluster.rules().with(TTL, seconds(seconds)).with(JITTER, 0.0);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

}
