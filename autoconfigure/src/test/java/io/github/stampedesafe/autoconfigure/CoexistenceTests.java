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

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.health.DataRedisHealthIndicator;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.SilentFailures;
import io.github.stampedesafe.event.UncachedCaches;
import io.github.stampedesafe.logging.LoggingCacheListener;

import static org.assertj.core.api.Assertions.assertThat;

/** The application's own beans stay what they were. */
@ExtendWith(OutputCaptureExtension.class)
class CoexistenceTests {

    private final ApplicationContextRunner runner = Contexts.withoutRedis();

    @Test
    void nothingOfOursIsInjectedByType() {
        this.runner.withUserConfiguration(Injected.class).run((context) -> {
            Injected injected = context.getBean(Injected.class);
            assertThat(injected.factories).containsOnlyKeys("redisConnectionFactory");
            assertThat(injected.factory.getObject()).isSameAs(context.getBean("redisConnectionFactory"));
            assertThat(injected.redissons).isEmpty();
            assertThat(injected.redisson.getIfAvailable()).isNull();
            assertThat(injected.resources).containsOnlyKeys("lettuceClientResources");
            assertThat(injected.executors).containsOnlyKeys("applicationTaskExecutor");
            assertThat(injected.taskExecutors).containsOnlyKeys("applicationTaskExecutor");
            assertThat(injected.executorServices.stream()).isEmpty();
            assertThat(injected.schedulers.stream()).isEmpty();
            assertThat(injected.listener.stream()).containsExactlyInAnyOrder(
                    context.getBean(LoggingCacheListener.class), context.getBean(CacheStatistics.class),
                    context.getBean(SilentFailures.class), context.getBean(UncachedCaches.class));
        });
    }

    @Test
    void bootsBeansAreThereAsWithoutUs() {
        this.runner.run((context) -> {
            assertThat(context).hasBean("applicationTaskExecutor").hasBean("redisTemplate").hasNotFailed();
            assertThat(context.getBean(RedisConnectionFactory.class))
                .isSameAs(context.getBean("redisConnectionFactory"));
            assertThat(context.getBean(StringRedisTemplate.class).getConnectionFactory())
                .isSameAs(context.getBean("redisConnectionFactory"));
        });
    }

    @Test
    void anApplicationsConnectionFactoryIsLeftAloneAndOursGoesWhereThePropertiesSay() {
        RedisConnectionFactory theirs = Mockito.mock(RedisConnectionFactory.class);
        this.runner.withPropertyValues("spring.data.redis.host=redis.example", "spring.data.redis.port=7")
            .withBean("theirs", RedisConnectionFactory.class, () -> theirs)
            .run((context) -> {
                assertThat(context).hasNotFailed().doesNotHaveBean("redisConnectionFactory");
                assertThat(context.getBean(StringRedisTemplate.class).getConnectionFactory()).isSameAs(theirs);
                RedisConnectionFactory used = context.getBean(StoreConnection.class).factory();
                assertThat(used).isInstanceOfSatisfying(LettuceConnectionFactory.class, (factory) -> {
                    assertThat(factory.getHostName()).isEqualTo("redis.example");
                    assertThat(factory.getPort()).isEqualTo(7);
                });
                Mockito.verifyNoInteractions(theirs);
            });
    }

    @Test
    void anApplicationThatSaysOnlyInItsOwnConnectionFactoryWhereRedisIsIsWarned(CapturedOutput output) {
        Contexts.unconfigured()
            .withBean(Contexts.Shop.class)
            .withBean("theirs", RedisConnectionFactory.class, () -> Mockito.mock(RedisConnectionFactory.class))
            .run((context) -> assertThat(output)
                .containsOnlyOnce("The cache connects to localhost:6379, because no property under 'spring.data.redis' "
                        + "says where Redis is and the application's own RedisConnectionFactory 'theirs' is not used. "
                        + "Set those properties, or 'stampede-safe.redis.connection' to 'shared'."));
    }

    @Test
    void whoeverHasNoneOrSaysWhereRedisIsIsNotWarned(CapturedOutput output) {
        Contexts.unconfigured().withBean(Contexts.Shop.class).run((context) -> assertThat(context).hasNotFailed());
        Contexts.inUse()
            .withBean("theirs", RedisConnectionFactory.class, () -> Mockito.mock(RedisConnectionFactory.class))
            .run((context) -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("connects to localhost");
    }

    @Test
    void theApplicationsConnectionFactoryIsUsedIfItSaysSo() {
        RedisConnectionFactory theirs = Mockito.mock(RedisConnectionFactory.class);
        this.runner.withPropertyValues("stampede-safe.redis.connection=shared")
            .withBean("theirs", RedisConnectionFactory.class, () -> theirs)
            .run((context) -> {
                assertThat(context).hasNotFailed()
                    .doesNotHaveBean("stampedeSafeRedisConnectionFactory")
                    .doesNotHaveBean("stampedeSafeClientResources");
                assertThat(context.getBean(StoreConnection.class).factory()).isSameAs(theirs);
            });
    }

    @Test
    void theApplicationsRedissonIsUsedIfItSaysSo() {
        RedissonClient theirs = redisson(NameMapper.direct());
        this.runner.withPropertyValues("stampede-safe.redis.redisson=SHARED")
            .withBean("theirs", RedissonClient.class, () -> theirs)
            .run((context) -> {
                assertThat(context).hasNotFailed().doesNotHaveBean("stampedeSafeRedissonClient");
                assertThat(context.getBean(LeaseClient.class).redisson()).isSameAs(theirs);
            });
    }

    @Test
    void theApplicationsRedissonIsLeftAloneOtherwise() {
        RedissonClient theirs = redisson(NameMapper.direct());
        this.runner.withBean("theirs", RedissonClient.class, () -> theirs).run((context) -> {
            assertThat(context.getBean(LeaseClient.class).redisson()).isNotSameAs(theirs);
            assertThat(context.getBean(RedissonClient.class)).isSameAs(theirs);
            Mockito.verifyNoInteractions(theirs);
        });
    }

    @Test
    void springsOwnCachingIsUnharmed() {
        this.runner.withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
            .withUserConfiguration(Caching.class)
            .run((context) -> {
                assertThat(context).hasSingleBean(CacheManager.class).hasSingleBean(RedisCacheManager.class);
                Object writer = ReflectionTestUtils.getField(context.getBean(RedisCacheManager.class), "cacheWriter");
                assertThat(ReflectionTestUtils.getField(writer, "connectionFactory"))
                    .isSameAs(context.getBean("redisConnectionFactory"));
            });
    }

    @Test
    void theHealthOfRedisIsThatOfTheApplicationsConnections() {
        this.runner
            .withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class,
                    DataRedisHealthContributorAutoConfiguration.class))
            .run((context) -> assertThat(context.getBean("redisHealthContributor"))
                .isInstanceOf(DataRedisHealthIndicator.class));
    }

    static RedissonClient redisson(NameMapper names) {
        RedissonClient client = Mockito.mock(RedissonClient.class);
        Mockito.when(client.getConfig()).thenReturn(new Config().setNameMapper(names));
        return client;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    static class Caching {

    }

    @Configuration(proxyBeanMethods = false)
    record Injected(Map<String, RedisConnectionFactory> factories, ObjectProvider<RedisConnectionFactory> factory,
            Map<String, RedissonClient> redissons, ObjectProvider<RedissonClient> redisson,
            Map<String, ClientResources> resources, Map<String, Executor> executors,
            Map<String, TaskExecutor> taskExecutors, ObjectProvider<ExecutorService> executorServices,
            ObjectProvider<TaskScheduler> schedulers, ObjectProvider<CacheListener> listener) {
    }

}
