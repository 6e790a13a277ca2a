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

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Application contexts with what an application with the starter has. */
public final class Contexts {

    private Contexts() {
    }

    /** Returns a runner of contexts whose Redis is nowhere. */
    static ApplicationContextRunner withoutRedis() {
        return unconfigured().withPropertyValues("spring.data.redis.port=1");
    }

    /**
     * Returns a runner of contexts whose Redis is nowhere, and with an annotated method.
     */
    static ApplicationContextRunner inUse() {
        return withoutRedis().withBean(Shop.class);
    }

    /** Returns a runner of contexts with the meters and observations of Spring Boot. */
    static ApplicationContextRunner withMetrics() {
        return withoutRedis().withConfiguration(AutoConfigurations.of(StampedeSafeMetricsAutoConfiguration.class))
            .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
                    PrometheusMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
                    ObservationAutoConfiguration.class, MicrometerTracingAutoConfiguration.class));
    }

    /** Returns a runner of contexts that are not told where Redis is. */
    static ApplicationContextRunner unconfigured() {
        return new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(StampedeSafeAutoConfiguration.class, SslAutoConfiguration.class,
                    DataRedisAutoConfiguration.class, AopAutoConfiguration.class, TaskExecutionAutoConfiguration.class,
                    TaskSchedulingAutoConfiguration.class));
    }

    /** Returns what a user reads of a failed start. */
    static String explain(Throwable failure) {
        List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, SpringFactoriesLoader.ArgumentResolver.none(), (type, name, problem) -> {
            });
        for (FailureAnalyzer analyzer : analyzers) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis.getDescription() + "\n" + analysis.getAction();
            }
        }
        throw new AssertionError("No failure analyzer explains this", failure);
    }

    /** A bean that uses the cache. */
    public static class Shop {

        @StampedeSafeCacheable("totals")
        public String totals(String country) {
            return country;
        }

    }

}
