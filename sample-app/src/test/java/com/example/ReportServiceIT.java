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

package com.example;

import java.time.Duration;

import com.example.ReportService.Report;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import io.github.stampedesafe.test.CacheLoads;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.Instances;
import io.github.stampedesafe.test.StampedeSafeTest;
import io.github.stampedesafe.test.StoreTime;
import io.github.stampedesafe.test.TestRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@TestPropertySource(properties = "spring.config.name=getting-started")
@SpringBootTest
@StampedeSafeTest(instances = 2)
class ReportServiceIT {

    @Autowired
    private ReportService reports;

    @Test
    void aHundredCallersOnTwoInstancesLoadOnce(@Autowired Instances instances) {
        Crowd crowd = instances.crowd(100, ReportService.class, (reports) -> reports.report(2026));

        assertThat(crowd).hasLoads(1).hasDistinctAnswers(1).hasNoFailures();
    }

    @Test
    void aReportThatChangesWhileItIsMadeIsMadeAgain(@Autowired CacheLoads loads) {
        Hold hold = loads.hold("reports", 2026);
        Crowd reader = Crowd.one(() -> this.reports.report(2026));
        hold.awaitReached();
        this.reports.changed(2026);
        hold.release();

        assertThat(this.reports.report(2026)).isNotEqualTo(reader.result());
    }

    @Test
    void anOldReportIsServedWhileOneLoadReplacesIt(@Autowired StoreTime time, @Autowired CacheLoads loads) {
        Report first = this.reports.report(2026);
        time.advance(Duration.ofMinutes(11));

        assertThat(this.reports.report(2026)).isEqualTo(first);
        await().until(() -> !this.reports.report(2026).equals(first));
        assertThat(loads.of("reports", 2026)).isEqualTo(2);
    }

    @Test
    void withoutRedisThereIsAReport(@Autowired TestRedis redis) {
        redis.goDown();

        assertThat(this.reports.report(2026).year()).isEqualTo(2026);
    }

}
