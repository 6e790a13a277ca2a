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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.CachingConfigurer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.BeanFactoryCacheOperationSourceAdvisor;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.LoggingCacheErrorHandler;
import org.springframework.cache.support.NoOpCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.policy.CacheCatalogue;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.springcache.StampedeSafeCacheInterceptor;
import io.github.stampedesafe.springcache.StampedeSafeCacheManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Spring's cache annotations in an application context. */
class SpringCacheWiringTests {

    private final ApplicationContextRunner runner = Contexts.withoutRedis()
        .withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
        .withBean(Shop.class);

    private final ApplicationContextRunner enabled = this.runner
        .withPropertyValues("stampede-safe.spring-cache.enabled=true");

    @Test
    void starterAloneChangesNothing() {
        this.runner.withUserConfiguration(Enabling.class).run((context) -> {
            assertThat(context).doesNotHaveBean(StampedeSafeCacheManager.class);
            assertThat(context.getBean(CacheInterceptor.class).getClass()).isSameAs(CacheInterceptor.class);
        });
        this.runner.run((context) -> assertThat(context).doesNotHaveBean(CacheManager.class)
            .doesNotHaveBean(CacheInterceptor.class));
    }

    @Test
    void propertyAloneEnablesCachingOnOurCaches() {
        this.enabled.run((context) -> {
            assertThat(context).hasSingleBean(CacheManager.class)
                .hasSingleBean(BeanFactoryCacheOperationSourceAdvisor.class);
            assertThat(context.getBean(CacheManager.class)).isInstanceOf(StampedeSafeCacheManager.class);
            assertThat(context.getBean(CacheInterceptor.class)).isInstanceOf(StampedeSafeCacheInterceptor.class);
            assertThat(context.getBean(BeanFactoryCacheOperationSourceAdvisor.class).getOrder())
                .isEqualTo(StampedeSafeAdvisor.DEFAULT_ORDER);
            Shop shop = context.getBean(Shop.class);
            assertThat(shop.totals("DE")).isEqualTo("DE");
            assertThat(context.getBean(CacheManager.class).getCacheNames()).containsExactly("totals");
            assertThat(context.getBean(CacheCatalogue.class).uses()).extracting(CacheUse::cache, CacheUse::method)
                .containsExactly(tuple("totals", "Shop.totals(String)"));
        });
    }

    @Test
    void annotationsThatTheApplicationEnablesAreOurs() {
        this.enabled.withUserConfiguration(Enabling.class).run((context) -> {
            assertThat(context).hasSingleBean(BeanFactoryCacheOperationSourceAdvisor.class);
            BeanFactoryCacheOperationSourceAdvisor advisor = context
                .getBean(BeanFactoryCacheOperationSourceAdvisor.class);
            assertThat(advisor.getAdvice()).isSameAs(context.getBean(CacheInterceptor.class))
                .isInstanceOf(StampedeSafeCacheInterceptor.class);
            assertThat(advisor.getOrder()).isEqualTo(17);
        });
    }

    @Test
    void managerOfTheApplicationIsUsedAndOursIsThereByItsName() {
        this.enabled.withUserConfiguration(Enabling.class)
            .withBean("theirs", ConcurrentMapCacheManager.class)
            .withBean(Selecting.class)
            .run((context) -> {
                assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class);
                assertThat(context.getBean(Shop.class).totals("DE")).isEqualTo("DE");
                assertThat(context.getBean(Selecting.class).selected("DE")).isEqualTo("DE");
                assertThat(context.getBean("theirs", CacheManager.class).getCacheNames()).containsExactly("totals");
                assertThat(context.getBean("stampedeSafeCacheManager", CacheManager.class).getCacheNames())
                    .containsExactly("selected");
                assertThat(context.getBean(CacheCatalogue.class).uses()).extracting(CacheUse::cache)
                    .containsExactly("selected");
            });
    }

    @Test
    void configurerOfTheApplicationIsHeard() {
        this.enabled.withUserConfiguration(Configurer.class)
            .run((context) -> assertThat(context.getBean(CacheInterceptor.class).getErrorHandler())
                .isInstanceOf(LoggingCacheErrorHandler.class));
    }

    @Test
    void withoutTheCacheNothingIsCached() {
        this.enabled.withUserConfiguration(Enabling.class)
            .withPropertyValues("stampede-safe.enabled=false")
            .run((context) -> assertThat(context.getBean(CacheManager.class)).isInstanceOf(NoOpCacheManager.class));
        this.enabled.withPropertyValues("stampede-safe.enabled=false")
            .run((context) -> assertThat(context.getBean(Shop.class).totals("DE")).isEqualTo("DE"));
    }

    @Test
    void propertiesOfSpringBootAreHeard() {
        this.enabled
            .withPropertyValues("spring.cache.type=redis", "spring.cache.cache-names=one, two",
                    "spring.cache.redis.time-to-live=42s", "spring.cache.redis.cache-null-values=false",
                    "stampede-safe.caches.two.ttl=43s", "stampede-safe.defaults.ttl=1h")
            .run((context) -> {
                StampedeSafeCacheManager manager = context.getBean(StampedeSafeCacheManager.class);
                assertThat(manager.getCacheNames()).containsExactly("one", "two");
                manager.getCache("one");
                manager.getCache("two");
                assertThat(manager.uses())
                    .extracting((use) -> use.policy().ttl().toSeconds(), (use) -> use.policy().nullTtl().toSeconds())
                    .containsExactlyInAnyOrder(tuple(42L, 0L), tuple(43L, 0L));
                assertThat(manager.uses()).flatExtracting((use) -> use.effective().settings())
                    .extracting((applied) -> applied.origin())
                    .contains("ttl on 'spring.cache.redis'", "stampede-safe.caches.two.ttl");
            });
    }

    @Test
    void propertyOfACacheOfSpringsAnnotationsIsNoTypo() {
        this.enabled.withPropertyValues("stampede-safe.caches.totals.ttl=42s")
            .run((context) -> assertThat(context).hasNotFailed());
        this.enabled.withPropertyValues("stampede-safe.caches.total.ttl=42s")
            .run((context) -> assertThat(Contexts.explain(context.getStartupFailure())).isEqualTo(
                    "'stampede-safe.caches.total' is set, but there is no cache 'total'.\nDid you mean 'stampede-safe.caches.totals'?"));
    }

    @Test
    void propertiesThatOurCachesCannotHonourAreRefused() {
        assertRefused("spring.cache.type=caffeine",
                "'spring.cache.type' is 'caffeine', but 'stampede-safe.spring-cache.enabled' asks for caches in Redis.",
                "Leave it out, or set 'stampede-safe.spring-cache.enabled' to 'false'.");
        assertRefused("spring.cache.redis.key-prefix=shop::",
                "'spring.cache.redis.key-prefix' is 'shop::', but all caches of Stampede Safe have one prefix.",
                "Set 'stampede-safe.key-prefix' instead.");
        assertRefused("spring.cache.redis.use-key-prefix=false",
                "'spring.cache.redis.use-key-prefix' is 'false', but keys of Stampede Safe always have a prefix and the name of their cache.",
                "Leave it out.");
        assertRefused("spring.cache.redis.time-to-live=0s",
                "'spring.cache.redis.time-to-live' must be positive but is '0ms'.",
                "Write a duration such as '10m', or leave it out to use 'stampede-safe.defaults.ttl'.");
    }

    @Test
    void propertiesAreLeftToAManagerOfTheApplication() {
        this.enabled.withUserConfiguration(Enabling.class)
            .withBean("theirs", ConcurrentMapCacheManager.class)
            .withPropertyValues("spring.cache.type=caffeine", "spring.cache.redis.key-prefix=shop::")
            .run((context) -> assertThat(context).hasNotFailed());
    }

    @Test
    void unknownManagerIsAnErrorOfSpring() {
        this.enabled.withBean(Unknown.class)
            .run((context) -> assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                .isThrownBy(() -> context.getBean(Unknown.class).find("DE")));
    }

    private void assertRefused(String property, String problem, String remedy) {
        this.enabled.withPropertyValues(property)
            .run((context) -> assertThat(Contexts.explain(context.getStartupFailure()))
                .isEqualTo(problem + "\n" + remedy));
    }

    public static class Shop {

        @Cacheable("totals")
        public String totals(String country) {
            return country;
        }

    }

    public static class Selecting {

        @Cacheable(cacheNames = "selected", cacheManager = "stampedeSafeCacheManager")
        public String selected(String country) {
            return country;
        }

    }

    public static class Unknown {

        @Cacheable(cacheNames = "unknown", cacheManager = "nowhere")
        public String find(String country) {
            return country;
        }

    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(order = 17)
    static class Enabling {

    }

    @Configuration(proxyBeanMethods = false)
    static class Configurer {

        @Bean
        CachingConfigurer configurer() {
            return new CachingConfigurer() {

                @Override
                public CacheErrorHandler errorHandler() {
                    return new LoggingCacheErrorHandler();
                }

            };
        }

    }

}
