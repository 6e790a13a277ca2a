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

import java.util.List;
import java.util.UUID;

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

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Caches that start, and of which somebody should know. */
@ExtendWith(OutputCaptureExtension.class)
class CacheWarningsTests {

    private static final String BEANS = "Beans 'eu', 'us' have the same keys in cache 'prices', so that Prices.price(String) "
            + "of each is served the values of the others. Write what tells them apart into the key, such as "
            + "key = \"#root.target.region + ':' + #p0\", or 'sharedKeys = true' if they return the same values.";

    enum Color {

        RED

    }

    record Id(long value) {
    }

    record User(long id, UUID token) {
    }

    static class Users {

        @StampedeSafeCacheable(cacheName = "users", key = "#id")
        public String user(int id) {
            return "";
        }

        @StampedeSafeCacheable("pairs")
        public String pair(long id, String country) {
            return "";
        }

        @StampedeSafeCacheable("colors")
        public String color(Color color) {
            return "";
        }

        @StampedeSafeCacheable("anything")
        public String anything(Object key) {
            return "";
        }

        @StampedeSafeCacheable("two")
        public String byId(long id) {
            return "";
        }

        @StampedeSafeCacheable("two")
        public String byName(String name) {
            return "";
        }

    }

    static class Changes {

        @StampedeSafeCacheEvict(cacheName = "users", key = "#id")
        public void byText(String id) {
        }

        @StampedeSafeCachePut(cacheName = "users", key = "#user.token")
        public String byToken(User user) {
            return "";
        }

        @StampedeSafeCacheEvict("pairs")
        public void byHalf(long id) {
        }

        @StampedeSafeCacheEvict("colors")
        public void byNameOfColor(String color) {
        }

        @StampedeSafeCacheEvict("colors")
        public void byRecord(Id id) {
        }

    }

    static class FineChanges {

        @StampedeSafeCacheEvict(cacheName = "users", key = "#id")
        public void byWrapper(Long id) {
        }

        @StampedeSafeCacheEvict(cacheName = "users", key = "#user.id")
        public void byProperty(User user) {
        }

        @StampedeSafeCacheEvict(cacheName = "users", key = "#id")
        public void byObject(Object id) {
        }

        @StampedeSafeCacheEvict(cacheName = "users", allEntries = true)
        public void all(String why) {
        }

        @StampedeSafeCacheEvict("anything")
        public void text(String key) {
        }

        @StampedeSafeCacheEvict("two")
        public void oneOfTwo(String name) {
        }

        @StampedeSafeCacheEvict(cacheName = "pairs", key = "{#id, #country}")
        public void list(long id, String country) {
        }

        @StampedeSafeCacheEvict("nobody-loads")
        public void unknown(String name) {
        }

    }

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
    void changesThatMeetNoValueAreNamed(CapturedOutput output) {
        CacheContext.of(Users.class, Changes.class).close();
        for (String sentence : List
            .of("Changes.byText(String) changes cache 'users' under keys of (String), but it is loaded by "
                    + "Users.user(int) under (int): no change ever meets a value. Make the types of the keys the same.",
                    "Changes.byToken(User) changes cache 'users' under keys of (UUID), but it is loaded by "
                            + "Users.user(int) under (int): no change ever meets a value.",
                    "Changes.byHalf(long) changes cache 'pairs' under keys of (long), but it is loaded by "
                            + "Users.pair(long, String) under (long, String): ",
                    "Changes.byNameOfColor(String) changes cache 'colors' under keys of (String), but it is loaded by "
                            + "Users.color(Color) under (Color): ",
                    "Changes.byRecord(Id) changes cache 'colors' under keys of (Id), but it is loaded by ")) {
            assertThat(output).containsOnlyOnce(sentence);
        }
    }

    @Test
    void changesThatMayMeetAValueAreNot(CapturedOutput output) {
        CacheContext.of(Users.class, FineChanges.class).close();
        assertThat(output).doesNotContain("no change ever meets");
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
