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

package io.github.stampedesafe.sample.docs;

import com.example.ReportApplication;
import com.example.ReportService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.sample.local.EmbeddedRedis;

import static org.assertj.core.api.Assertions.assertThat;

/** The application of docs/getting-started.md does what that page says. */
class GettingStartedIT {

    @Test
    void keepsAReportUntilItIsChanged() {
        try (EmbeddedRedis redis = EmbeddedRedis.start(); ConfigurableApplicationContext application = start(redis)) {
            ReportService reports = application.getBean(ReportService.class);
            ReportService.Report report = reports.report(2026);
            assertThat(reports.report(2026)).isEqualTo(report);
            assertThat(application.getBean(StringRedisTemplate.class).keys("*")).contains("report:{reports:(int)2026}");
            reports.changed(2026);
            assertThat(reports.report(2026)).isNotEqualTo(report);
        }
    }

    private static ConfigurableApplicationContext start(EmbeddedRedis redis) {
        return SpringApplication.run(ReportApplication.class, "--spring.config.name=getting-started", "--server.port=0",
                "--spring.data.redis.port=" + redis.port());
    }

}
