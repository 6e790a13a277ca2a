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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.Loaded;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.metrics.BackgroundLoadTracing;
import io.github.stampedesafe.metrics.HotKeyMeters;
import io.github.stampedesafe.metrics.ObservedLoads;
import io.github.stampedesafe.metrics.OutageMeters;
import io.github.stampedesafe.metrics.StampedeSafeMeters;
import io.github.stampedesafe.recompute.HotKeys;

import static org.assertj.core.api.Assertions.assertThat;

/** Meters and observations beside those of Spring Boot. */
class MetricsWiringTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private final ApplicationContextRunner bare = Contexts.withoutRedis()
        .withConfiguration(AutoConfigurations.of(StampedeSafeMetricsAutoConfiguration.class));

    private final ApplicationContextRunner runner = Contexts.withMetrics();

    static Stream<Arguments> beans() {
        StampedeSafeMeters meters = new StampedeSafeMeters(new CacheStatistics());
        OutageMeters outage = new OutageMeters(Mockito.mock());
        HotKeyMeters hotKeys = new HotKeyMeters(false, () -> null);
        BackgroundLoadTracing tracing = new BackgroundLoadTracing(new SimpleTracer());
        return Stream.of(bean(StampedeSafeMeters.class, () -> meters), bean(OutageMeters.class, () -> outage),
                bean(HotKeyMeters.class, () -> hotKeys), bean(BackgroundLoadTracing.class, () -> tracing));
    }

    private static <T> Arguments bean(Class<T> type, Supplier<T> instance) {
        return Arguments.of(type, instance);
    }

    @Test
    void whatAListenerHearsIsScraped() {
        this.runner.withBean(HotKeys.class, () -> Mockito.mock(HotKeys.class)).run((context) -> {
            CacheListener listener = context.getBean("stampedeSafeListeners", CacheListener.class);
            listener.hit(KEY, Freshness.FRESH);
            listener.onEvent(new Loaded(KEY, LoadCause.MISS, Duration.ofMillis(300)));
            assertThat(scrape(context.getBean(PrometheusMeterRegistry.class))).contains(
                    "cache_gets_total{cache=\"totals\",cache_manager=\"stampedeSafe\",name=\"totals\",result=\"hit\"} 1.0",
                    "stampede_loads_total{cache=\"totals\",cause=\"miss\",outcome=\"success\"} 1.0",
                    "stampede_load_duration_seconds_sum{cache=\"totals\",cause=\"miss\",outcome=\"success\"} 0.3",
                    "stampede_circuit_state{circuit=\"store\",state=\"closed\"}", "stampede_replay_undelivered ",
                    "stampede_hotkeys_tracked 0.0");
        });
    }

    @Test
    void springsOwnCachesAreScrapedBesideOurs() {
        this.runner
            .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class, CacheMetricsAutoConfiguration.class))
            .withUserConfiguration(Caching.class)
            .withPropertyValues("spring.cache.type=redis", "spring.cache.cache-names=theirs",
                    "spring.cache.redis.enable-statistics=true")
            .run((context) -> {
                assertThat(context.getBean(CacheManager.class).getCache("theirs")).isNotNull();
                context.getBean(CacheStatistics.class).miss(KEY);
                String text = scrape(context.getBean(PrometheusMeterRegistry.class));
                for (String name : List.of("cache_gets_total", "cache_puts_total")) {
                    assertThat(series(text, name)).as(name).contains("theirs", "totals");
                    assertThat(labels(text, name)).as(name).hasSize(1);
                }
            });
    }

    @Test
    void withoutARegistryThereAreNeitherMetersNorObservations() {
        this.bare.run((context) -> assertThat(context).hasNotFailed()
            .doesNotHaveBean(StampedeSafeMeters.class)
            .doesNotHaveBean(OutageMeters.class)
            .doesNotHaveBean(HotKeyMeters.class)
            .doesNotHaveBean(ObservedLoads.class)
            .doesNotHaveBean(BackgroundLoadTracing.class)
            .hasSingleBean(SingleFlightCache.class));
    }

    @Test
    void switchedOffThereIsNothing() {
        this.runner.withPropertyValues("stampede-safe.enabled=false")
            .withBean(Tracer.class, SimpleTracer::new)
            .run((context) -> assertThat(context.getBeanDefinitionNames())
                .filteredOn((name) -> name.startsWith("stampedeSafe"))
                .containsExactlyInAnyOrder("stampedeSafeCaches", "stampedeSafeWrittenSettings"));
    }

    @Test
    void nothingOfMicrometerIsNeededOnTheClassPath() {
        this.bare.withClassLoader(new FilteredClassLoader("io.micrometer"))
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(SingleFlightCache.class)
                .doesNotHaveBean(StampedeSafeMeters.class));
    }

    @Test
    void metersNeedNoTracingOnTheClassPath() {
        this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(StampedeSafeMeters.class)
                .hasSingleBean(ObservedLoads.class)
                .doesNotHaveBean("stampedeSafeBackgroundLoadTracing"));
    }

    @ParameterizedTest
    @MethodSource("beans")
    <T> void anApplicationsBeanReplacesOurs(Class<T> type, Supplier<T> instance) {
        this.runner.withBean(SimpleTracer.class, SimpleTracer::new)
            .run((context) -> assertThat(context).hasSingleBean(type));
        this.runner.withBean(SimpleTracer.class, SimpleTracer::new)
            .withBean("theirs", type, instance)
            .run((context) -> assertThat(context).hasNotFailed()
                .hasSingleBean(type)
                .getBean(type)
                .isSameAs(instance.get()));
    }

    @Test
    void everyRegistryOfTheApplicationGetsTheMeters() {
        this.runner.withBean("theirs", MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
            context.getBean(CacheStatistics.class).miss(KEY);
            assertThat(context.getBean("theirs", MeterRegistry.class).get("cache.gets").functionCounters()).hasSize(2);
        });
    }

    @Test
    void bootsPropertiesSwitchMetersAndHistogramsOff() {
        this.runner.withPropertyValues("management.metrics.enable.stampede=false").run((context) -> {
            context.getBean(CacheStatistics.class).miss(KEY);
            assertThat(scrape(context.getBean(PrometheusMeterRegistry.class))).contains("cache_gets_total")
                .doesNotContain("stampede_");
        });
        this.runner
            .withPropertyValues("management.metrics.distribution.percentiles-histogram.stampede.lease.wait=false")
            .run((context) -> {
                context.getBean(CacheStatistics.class).miss(KEY);
                assertThat(scrape(context.getBean(PrometheusMeterRegistry.class)))
                    .contains("stampede_follower_wait_seconds_bucket", "stampede_lease_wait_seconds_count")
                    .doesNotContain("stampede_lease_wait_seconds_bucket");
            });
    }

    @Test
    void autoConfigurationsNamedByAStringExist() {
        AutoConfiguration annotation = AnnotatedElementUtils
            .findMergedAnnotation(StampedeSafeMetricsAutoConfiguration.class, AutoConfiguration.class);
        assertThat(annotation).isNotNull();
        assertThat(annotation.afterName()).hasSize(3)
            .allSatisfy((name) -> assertThat(ClassUtils.isPresent(name, null)).as(name).isTrue());
    }

    private static String scrape(PrometheusMeterRegistry registry) {
        return registry.scrape();
    }

    /** Returns the caches that have a series of a name. */
    private static Set<String> series(String scrape, String name) {
        return Pattern.compile("(?m)^" + name + "\\{.*\\bcache=\"([^\"]+)\"")
            .matcher(scrape)
            .results()
            .map((match) -> match.group(1))
            .collect(Collectors.toSet());
    }

    /** Returns the different sets of labels that series of a name have. */
    private static Set<Set<String>> labels(String scrape, String name) {
        return Pattern.compile("(?m)^" + name + "\\{(.*)}")
            .matcher(scrape)
            .results()
            .map((match) -> Pattern.compile("(\\w+)=\"")
                .matcher(match.group(1))
                .results()
                .map((MatchResult label) -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new)))
            .collect(Collectors.toSet());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {

    }

}
