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

package io.github.stampedesafe.test;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.stampedesafe.test.ReportApplication.ReportService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** Classes that run at the same time see nothing of each other. */
class ParallelClassesIT {

    static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void eachClassHasARedisOfItsOwn() {
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
            .selectors(selectClass(OneTests.class), selectClass(OtherTests.class))
            .execute()
            .testEvents()
            .assertStatistics((tests) -> tests.started(2).succeeded(2));
        assertThat(PORTS).hasSize(2);
    }

    abstract static class Tests {

        @Test
        void loadsOnceWhateverTheOtherDoes(@Autowired ReportService reports, @Autowired CacheLoads loads,
                @Autowired TestRedis redis) throws Exception {
            PORTS.add(redis.port());
            BOTH.await(30, TimeUnit.SECONDS);
            reports.report(2026);
            BOTH.await(30, TimeUnit.SECONDS);
            reports.report(2026);
            assertThat(loads.of("reports", 2026)).isOne();
            assertThat(redis.send("KEYS", "*{reports:*}")).asString().contains(":{reports:(int)2026}]");
        }

    }

    @SpringBootTest(classes = ReportApplication.class)
    @StampedeSafeTest
    static class OneTests extends Tests {

    }

    @SpringBootTest(classes = ReportApplication.class)
    @StampedeSafeTest
    static class OtherTests extends Tests {

    }

}
