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

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.stampedesafe.test.ReportApplication.ReportService;
import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.test.redis.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

/** Tests on a server that somebody else started. */
class SharedServerIT {

    private final RedisProcess server = RedisProcess.start();

    @AfterEach
    void stop() {
        System.clearProperty(RedisServers.OVERRIDE);
        this.server.close();
    }

    @Test
    void eachClassHasAPrefixOfItsOwn() {
        System.setProperty(RedisServers.OVERRIDE, this.server.host() + ":" + this.server.port());

        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(OneTests.class), selectClass(OtherTests.class))
            .execute()
            .testEvents()
            .assertStatistics((tests) -> tests.started(2).succeeded(2));
        try (RedisConsole console = new RedisConsole(this.server.host(), this.server.port())) {
            assertThat((List<?>) console.send("KEYS", "test-????????-*:{reports:(int)2026}")).hasSize(2);
        }
    }

    @Test
    void theNameOfTheServerIsNoPropertyOfTheLibrary() {
        assertThat(RedisServers.OVERRIDE.replaceAll("[^A-Z]", "")).doesNotStartWith("STAMPEDESAFE");
    }

    abstract static class Tests {

        @Test
        void loadsOnceWhateverTheOtherClassHasStored(@Autowired ReportService reports, @Autowired CacheLoads loads)
                throws Exception {
            reports.report(2026);
            reports.report(2026);
            assertThat(loads.of("reports", 2026)).isOne();
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
