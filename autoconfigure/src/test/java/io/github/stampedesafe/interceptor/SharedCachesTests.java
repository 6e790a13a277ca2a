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

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** Methods and beans that may name the same cache. */
class SharedCachesTests {

    record UserView(long id) {
    }

    static class Users {

        @StampedeSafeCacheable(cacheName = "users", key = "#id")
        public UserView user(long id) {
            return new UserView(id);
        }

    }

    static class Counts {

        @StampedeSafeCacheable("counts")
        public int primitive(String key) {
            return 1;
        }

        @StampedeSafeCacheable("counts")
        public Integer wrapper(String key, int more) {
            return 1;
        }

        @StampedeSafeCacheable("counts")
        public Optional<Integer> optional(long key) {
            return Optional.of(1);
        }

        @StampedeSafeCacheable(cacheName = "counts", key = "'own:' + #key")
        public int keyed(String key) {
            return 1;
        }

        @StampedeSafeCachePut("counts")
        public int put(String key) {
            return 1;
        }

    }

    static class Meant {

        @StampedeSafeCacheable(cacheName = "people", sharedKeys = true)
        public String name(long id) {
            return "Ada";
        }

        @StampedeSafeCacheable("people")
        public String nameToo(long id) {
            return "Ada";
        }

    }

    interface Prices {

        @StampedeSafeCacheable("prices")
        Number price(String country);

    }

    static class IntPrices implements Prices {

        @Override
        public Integer price(String country) {
            return 7;
        }

    }

    static class MoreIntPrices extends IntPrices {

    }

    @Configuration(proxyBeanMethods = false)
    static class Declaring {

        @Bean
        @Lazy
        Prices prices() {
            return new IntPrices();
        }

        @Bean
        @Lazy
        MoreIntPrices more() {
            return new MoreIntPrices();
        }

    }

    @Test
    void primitivesAndOptionalsAreStoredAlikeAndOtherKeysAreNoConflict() {
        assertThatNoException().isThrownBy(() -> CacheContext.of(Counts.class).close());
    }

    @Test
    void sharedKeysMayBeMeant() {
        try (CacheContext context = CacheContext.of(Meant.class)) {
            context.bean(Meant.class).name(1);
            context.bean(Meant.class).nameToo(1);
            assertThat(context.keys()).containsExactly("people:(int)1");
        }
    }

    @Test
    void declarationAsAnInterfaceIsReplacedByTheClassOfTheBean() {
        try (CacheContext context = CacheContext.of(Declaring.class)) {
            assertThat(context.spring.getBean("prices", Prices.class).price("DE")).isEqualTo(7);
            assertThat(context.spring.getBean("more", Prices.class).price("DE")).isEqualTo(7);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Prototypes {

        @Bean
        @Scope("prototype")
        Users users() {
            return new Users();
        }

    }

    @Test
    void beansOfOneClassAreNoConflict() {
        assertThatNoException().isThrownBy(() -> CacheContext.ofClassProxies(Users.class, Prototypes.class).close());
    }

}
