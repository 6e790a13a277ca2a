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

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Scope;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Loads that run when their callers are gone. */
class RepeatableLoadTests {

    @Test
    void aCallIsRepeatedWithItsArguments() throws Throwable {
        try (CacheContext context = CacheContext.of(Shop.class)) {
            context.bean(Shop.class).total("DE", 2);
            Load load = repeatable(context);
            assertThat(load.load()).isEqualTo("DE2 #2");
            assertThat(load.load()).isEqualTo("DE2 #3");
            assertThat(load.isStorable("")).isFalse();
            assertThat(load.versionOf("DE")).isEqualTo(2);
            assertThat(load.fairnessKey()).isEqualTo("DE");
        }
    }

    @Test
    void argumentsThatGiveAnotherKeyByNowAreNotUsed() {
        try (CacheContext context = CacheContext.of(Shop.class)) {
            Country country = new Country("DE");
            context.bean(Shop.class).named(country);
            Load load = repeatable(context);
            country.name = "FR";
            assertThatExceptionOfType(LoadNeedsCallerException.class).isThrownBy(load::load)
                .withMessage("The arguments of Shop.named(Country) were changed after the call. "
                        + "Pass arguments that nobody changes to have values refreshed in the background.");
            assertThat(context.bean(Shop.class).loads()).isOne();
        }
    }

    @Test
    void theArrayOfArgumentsIsTheLoadsOwn() throws Throwable {
        try (CacheContext context = CacheContext.of(Shop.class)) {
            context.bean(Shop.class).total("DE", 2);
            DescribedLoad load = (DescribedLoad) repeatable(context);
            DescribedLoad again = (DescribedLoad) repeatable(context);
            load.call().arguments()[0] = "FR";
            assertThat(again.load()).isEqualTo("DE2 #2");
        }
    }

    @Test
    void ofNestedCachesEachIsRepeatedThroughTheInner() throws Throwable {
        try (CacheContext context = CacheContext.of(Shop.class)) {
            context.bean(Shop.class).nested("DE");
            Request outer = context.asked.get(0);
            assertThat(outer.key()).isEqualTo(new CacheKey("outer", "DE"));
            Load load = outer.load().repeatable();
            assertThat(load).isNotNull();
            assertThat(load.load()).isEqualTo("DE #1");
            context.instance.evict(new CacheKey("inner", "DE"));
            assertThat(load.load()).isEqualTo("DE #2");
        }
    }

    @Test
    void aBeanThatEndsWithItsScopeIsNotCalledLater() {
        try (CacheContext context = CacheContext.of(Short.class)) {
            context.bean(Short.class).total("DE");
            assertThat(context.asked.get(0).load().repeatable()).isNull();
        }
    }

    private static Load repeatable(CacheContext context) {
        @Nullable Load load = context.asked.get(0).load().repeatable();
        assertThat(load).isNotNull();
        return load;
    }

    /** A cached service. */
    static class Shop {

        private final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", unless = "#result.isEmpty()",
                version = "#number", fairnessKey = "#country")
        public String total(String country, int number) {
            return country + number + " #" + this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "named", key = "#country.name")
        public String named(Country country) {
            return country.name + this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "outer", key = "#country")
        @StampedeSafeCacheable(cacheName = "inner", key = "#country")
        public String nested(String country) {
            return country + " #" + this.loads.incrementAndGet();
        }

        public int loads() {
            return this.loads.get();
        }

    }

    /** A cached service that is made for one use. */
    @Scope("prototype")
    static class Short {

        @StampedeSafeCacheable(cacheName = "totals", key = "#country")
        public String total(String country) {
            return country;
        }

    }

    /** An argument that changes. */
    static final class Country {

        public String name;

        Country(String name) {
            this.name = name;
        }

        public String getName() {
            return this.name;
        }

    }

}
