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
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;
import org.redisson.api.RedissonClient;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.SingleFlightCaches;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.SilentFailures;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.logging.LoggingCacheListener;
import io.github.stampedesafe.policy.CacheCatalogue;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.recompute.HotKeys;
import io.github.stampedesafe.recompute.RecomputeSchedule;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.PayloadCodecs;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

    private final ApplicationContextRunner runner = Contexts.withoutRedis();

    static Stream<Arguments> beans() {
        EntryStore store = Mockito.mock(EntryStore.class);
        LeaseProvider leases = (key, life) -> CompletableFuture.completedFuture(null);
        Policies policies = (cache, annotation) -> Policy.resolve();
        PayloadCodecs codecs = Mockito.mock(PayloadCodecs.class);
        ChangeSchedule changes = Change::apply;
        StampedeSafeCaches caches = Mockito.mock(StampedeSafeCaches.class);
        CacheCatalogue catalogue = List::of;
        SilentFailures failures = new SilentFailures(() -> 0, Duration.ofMinutes(1), (source) -> {
        });
        UncachedCaches uncached = new UncachedCaches();
        RecomputeSchedule schedule = Mockito.mock(RecomputeSchedule.class);
        ReadRates readRates = Mockito.mock(ReadRates.class);
        HotKeys hotKeys = Mockito.mock(HotKeys.class);
        return Stream.of(bean(ReadRates.class, () -> readRates), bean(HotKeys.class, () -> hotKeys),
                bean(RecomputeSchedule.class, () -> schedule), bean(CacheCatalogue.class, () -> catalogue),
                bean(UncachedCaches.class, () -> uncached), bean(SilentFailures.class, () -> failures),
                bean(EntryStore.class, () -> store), bean(LeaseProvider.class, () -> leases),
                bean(Policies.class, () -> policies), bean(PayloadCodecs.class, () -> codecs),
                bean(ChangeSchedule.class, () -> changes), bean(StampedeSafeCaches.class, () -> caches));
    }

    private static <T> Arguments bean(Class<T> type, Supplier<T> instance) {
        return Arguments.of(type, instance);
    }

    @ParameterizedTest
    @MethodSource("beans")
    <T> void anApplicationsBeanReplacesOurs(Class<T> type, Supplier<T> instance) {
        this.runner.run((context) -> assertThat(context).hasSingleBean(type));
        this.runner.withBean("theirs", type, instance)
            .run((context) -> assertThat(context).hasSingleBean(type)
                .getBean(type)
                .isSameAs(context.getBean("theirs"))
                .isSameAs(instance.get()));
    }

    @Test
    void anApplicationsEngineReplacesOurs() {
        this.runner.run((context) -> {
            SingleFlightCache engine = context.getBean(SingleFlightCache.class);
            this.runner.withBean("theirs", SingleFlightCache.class, () -> engine)
                .run((other) -> assertThat(other).hasSingleBean(SingleFlightCache.class)
                    .getBean(SingleFlightCache.class)
                    .isSameAs(engine));
        });
    }

    @Test
    void withBothAStoreAndLeasesOfTheApplicationNothingOfOursConnects() {
        this.runner.withBean(EntryStore.class, () -> Mockito.mock(EntryStore.class))
            .withBean(LeaseProvider.class, () -> (key, life) -> CompletableFuture.completedFuture(null))
            .run((context) -> assertThat(context).hasNotFailed()
                .doesNotHaveBean("stampedeSafeRedisConnectionFactory")
                .doesNotHaveBean("stampedeSafeClientResources")
                .doesNotHaveBean("stampedeSafeRedissonClient")
                .doesNotHaveBean("stampedeSafeSignals"));
    }

    @Test
    void withBothTheApplicationNeedsNeitherRedisNorRedissonOnTheClassPath() {
        new ApplicationContextRunner().withUserConfiguration(StampedeSafeAutoConfiguration.class)
            .withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "org.springframework.boot.data",
                    "io.lettuce", "org.redisson"))
            .withBean(EntryStore.class, () -> Mockito.mock(EntryStore.class))
            .withBean(LeaseProvider.class, () -> (key, life) -> CompletableFuture.completedFuture(null))
            .run((context) -> {
                assertThat(context).hasNotFailed();
                assertThat(context.getBean(StampedeSafeCaches.class)).isInstanceOf(SingleFlightCaches.class);
            });
    }

    @Test
    void everyListenerOfTheApplicationIsToldAndSoIsOurs() {
        CacheListener theirs = Mockito.mock(CacheListener.class);
        CacheListener failing = Mockito.mock(CacheListener.class, (call) -> {
            throw new IllegalStateException("Expected");
        });
        CacheKey key = new CacheKey("totals", "DE");
        this.runner.withBean("failing", CacheListener.class, () -> failing)
            .withBean("theirs", CacheListener.class, () -> theirs)
            .run((context) -> {
                assertThat(context).hasSingleBean(LoggingCacheListener.class);
                context.getBean("stampedeSafeListeners", CacheListener.class).miss(key);
                Mockito.verify(failing).miss(key);
                Mockito.verify(theirs).miss(key);
            });
    }

    @Test
    void switchedOffThereIsNothingButCachesThatLoad() {
        this.runner.withPropertyValues("stampede-safe.enabled=false").run((context) -> {
            assertThat(context.getBeanDefinitionNames()).filteredOn((name) -> name.startsWith("stampedeSafe"))
                .containsExactlyInAnyOrder("stampedeSafeCaches", "stampedeSafeWrittenSettings");
            StampedeSafeCaches caches = context.getBean(StampedeSafeCaches.class);
            caches.cache("totals").put("DE", "stored");
            assertThat(caches.cache("totals").get("DE", String.class, () -> "loaded")).isEqualTo("loaded");
            assertThat(caches.cache("totals").name()).isEqualTo("totals");
            assertThat(context.getBeansOfType(RedissonClient.class)).isEmpty();
            assertThat(context.getBeansOfType(RedisConnectionFactory.class)).containsOnlyKeys("redisConnectionFactory");
        });
    }

}
