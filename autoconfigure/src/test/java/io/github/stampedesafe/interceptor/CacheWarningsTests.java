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

package io.github.stampedesafe.interceptor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Caches that start, and of which somebody should know. */
@ExtendWith(OutputCaptureExtension.class)
class CacheWarningsTests {

    private static final String BEANS = "Beans 'eu', 'us' have the same keys in cache 'prices', so that Prices.price(String) "
            + "of each is served the values of the others. Write what tells them apart into the key, such as "
            + "key = \"#root.target.region + ':' + #p0\", or 'sharedKeys = true' if they return the same values.";

    static class Explicit {

        @StampedeSafeCacheable(cacheName = "people", key = "#id")
        public String name(long id) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "people", key = "#personId")
        public String email(Long personId) {
            return "";
        }

        @StampedeSafeCacheable(cacheName = "people", key = "'phone:' + #id")
        public String phone(long id) {
            return "";
        }

    }

    static class Prices {

        private final String region;

        Prices(String region) {
            this.region = region;
        }

        public String getRegion() {
            return this.region;
        }

        @StampedeSafeCacheable("prices")
        public String price(String product) {
            return this.region + ":" + product;
        }

        @StampedeSafeCacheable(cacheName = "told-apart", key = "#root.target.region + ':' + #p0")
        public String toldApart(String product) {
            return this.region + ":" + product;
        }

        @StampedeSafeCacheable(cacheName = "meant", sharedKeys = true)
        public String meant(String product) {
            return product;
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class Regions {

        @Bean
        Prices us() {
            return new Prices("us");
        }

        @Bean
        @Lazy
        Prices eu() {
            return new Prices("eu");
        }

    }

    static class OneRegion {

        @Bean
        @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Prices scoped() {
            return new Prices("us");
        }

    }

    interface Rates {

        @StampedeSafeCacheable("rates")
        String rate(String currency);

    }

    static class Bank implements Rates {

        @Override
        public String rate(String currency) {
            return "bank";
        }

    }

    static class Broker implements Rates {

        @Override
        public String rate(String currency) {
            return "broker";
        }

    }

    @Test
    void equalKeysThatWereWrittenAreWarnedOf(CapturedOutput output) {
        CacheContext.of(Explicit.class).close();
        assertThat(output)
            .containsOnlyOnce("Explicit.email(Long) and Explicit.name(long) are both cached in 'people' under "
                    + "the same keys, so that each is served the values of the other. Write another 'cacheName' or 'key' on "
                    + "one of them, or 'sharedKeys = true' if both return the same values.")
            .doesNotContain("Explicit.phone");
    }

    @Test
    void beansOfOneClassThatShareKeysAreWarnedOf(CapturedOutput output) {
        try (CacheContext context = CacheContext.of(Regions.class)) {
            assertThat(output).containsOnlyOnce(BEANS).doesNotContain("'told-apart'").doesNotContain("'meant'");
            context.spring.getBean("us", Prices.class).toldApart("mug");
            assertThat(context.spring.getBean("eu", Prices.class).toldApart("mug")).isEqualTo("eu:mug");
            assertThat(context.keys()).containsExactly("told-apart:eu:mug", "told-apart:us:mug");
        }
    }

    @Test
    void beansThatInheritAnAnnotationAreWarnedOf(CapturedOutput output) {
        CacheContext.of(Bank.class, Broker.class).close();
        assertThat(output)
            .containsOnlyOnce("Beans 'cacheWarningsTests.Bank', 'cacheWarningsTests.Broker' have the same keys in "
                    + "cache 'rates', so that ");
    }

    @Test
    void targetOfAScopedProxyIsTheSameBean(CapturedOutput output) {
        CacheContext.of(OneRegion.class).close();
        assertThat(ScopedProxyUtils.isScopedTarget("scopedTarget.scoped")).isTrue();
        assertThat(output).doesNotContain("have the same keys");
    }

}
