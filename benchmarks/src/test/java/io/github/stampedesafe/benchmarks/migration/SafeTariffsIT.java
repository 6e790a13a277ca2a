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

package io.github.stampedesafe.benchmarks.migration;

import java.util.List;
import java.util.stream.Stream;

import com.acme.tariffs.SafeTariffs;
import com.acme.tariffs.TariffApplication;
import com.acme.tariffs.TariffSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** The application of docs/coming-from-redisson.md and coming-from-jetcache.md, after. */
@Tag("any-jdk")
class SafeTariffsIT {

    private static final TariffSource SOURCE = new TariffSource();

    private static RedisProcess redis;

    private static List<ConfigurableApplicationContext> instances;

    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        instances = Stream.generate(SafeTariffsIT::instance).limit(2).toList();
        rehearsal = new Rehearsal(SOURCE,
                instances.stream().map((instance) -> instance.getBean(SafeTariffs.class)).toList());
    }

    @AfterAll
    static void stop() {
        instances.forEach(ConfigurableApplicationContext::close);
        redis.close();
    }

    @Test
    void oneCallerQueriesTheSource() {
        assertThat(rehearsal.queriesForAnAbsentKey(1)).isEqualTo(1);
    }

    @Test
    void changeDuringALoadIsNotUndone() {
        assertThat(rehearsal.percentAfterAChangeDuringALoad()).isEqualTo(Rehearsal.AFTER);
    }

    private static ConfigurableApplicationContext instance() {
        return new SpringApplicationBuilder(TariffApplication.class).web(WebApplicationType.NONE)
            .initializers(
                    (context) -> ((GenericApplicationContext) context).registerBean(TariffSource.class, () -> SOURCE))
            .run("--spring.application.name=tariffs", "--spring.data.redis.port=" + redis.port(),
                    "--stampede-safe.redis.timeout=1m", "--stampede-safe.lease=5m");
    }

}
