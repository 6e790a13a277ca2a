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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.recompute.RecomputeDispatcher;
import io.github.stampedesafe.recompute.RecomputeSchedule;
import io.github.stampedesafe.recompute.ScheduledMethod;
import io.github.stampedesafe.recompute.Trigger;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.Source;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Schedules whose arguments take long to list, on the threads of an application. */
class SlowSchedulesTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final Policy POLICY = Policy.resolve(PolicyLayer.from(SettingSource.properties("test"))
        .with(TTL, Duration.ofSeconds(10))
        .with(STALE_WHILE_REVALIDATE, Duration.ofHours(1))
        .with(JITTER, 0.0)
        .with(BETA, 0.0));

    @Test
    void eightOfThemTakeNoThreadFromRefreshes() throws Throwable {
        ClassLoader loader = getClass().getClassLoader();
        MutableClock clock = new MutableClock();
        RefreshThreads refreshes = new RefreshThreads(8, false, loader);
        ScheduleThreads evaluations = new ScheduleThreads(loader);
        CountDownLatch listing = new CountDownLatch(8);
        CountDownLatch end = new CountDownLatch(1);
        try {
            Instance instance = Instance.live(new InMemoryEntryStore(clock), refreshes);
            List<ScheduledMethod> methods = IntStream.range(0, 8)
                .mapToObj((number) -> new ScheduledMethod("Shop.slow%d()".formatted(number),
                        new Trigger.FixedRate(Duration.ofMinutes(5)), () -> {
                            listing.countDown();
                            end.await();
                            return List.of();
                        }))
                .toList();
            new RecomputeSchedule(() -> methods,
                    new RecomputeDispatcher(instance::engine, instance.resources(), instance.listener(), 1),
                    evaluations)
                .run();
            listing.await();
            instance.put(KEY, POLICY, "old");
            clock.advance(Duration.ofSeconds(11));
            Source source = new Source("new");
            assertThat(instance.get(KEY, POLICY, source)).isEqualTo("old");
            await().until(() -> instance.listener().count("stored totals:DE") == 1);
            assertThat(instance.get(KEY, POLICY, source)).isEqualTo("new");
        }
        finally {
            end.countDown();
            refreshes.destroy();
            evaluations.destroy();
        }
    }

}
