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

package io.github.stampedesafe.springcache;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;

import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What Spring's annotations of changes promise. */
class SpringPutAndEvictTests {

    private final SpringContext context = SpringContext.on(new InMemoryEntryStore(new MutableClock()), Orders.class);

    private final Orders orders = this.context.bean(Orders.class);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void putAlwaysCallsTheMethodAndStoresItsResult() {
        assertThat(this.orders.put("DE")).isEqualTo(new Order("DE", 1));
        assertThat(this.orders.put("DE")).isEqualTo(new Order("DE", 2));
        assertThat(this.orders.plain("DE")).isEqualTo(new Order("DE", 2));
        assertThat(this.orders.putUnless("FR")).isEqualTo(new Order("FR", 3));
        assertThat(this.orders.plain("FR")).isEqualTo(new Order("FR", 4));
    }

    @Test
    void evictsAreThoseOfSpring() {
        assertThat(this.orders.plain("DE").number()).isEqualTo(1);
        this.orders.evict("DE");
        assertThat(this.orders.plain("DE").number()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> this.orders.evictAndFail("DE"));
        assertThat(this.orders.plain("DE").number()).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> this.orders.evictEarlyAndFail("DE"));
        assertThat(this.orders.plain("DE").number()).isEqualTo(3);
        this.orders.evictAll();
        assertThat(this.orders.plain("DE").number()).isEqualTo(4);
        this.orders.evictAllEarly();
        assertThat(this.orders.plain("DE").number()).isEqualTo(5);
    }

    record Order(String country, int number) {
    }

    static class Orders {

        private final AtomicInteger loads = new AtomicInteger();

        @Cacheable("plain")
        public Order plain(String country) {
            return new Order(country, this.loads.incrementAndGet());
        }

        @CachePut("plain")
        public Order put(String country) {
            return plain(country);
        }

        @CachePut(cacheNames = "plain", unless = "#result.number > 2")
        public Order putUnless(String country) {
            return plain(country);
        }

        @CacheEvict("plain")
        public void evict(String country) {
        }

        @CacheEvict("plain")
        public void evictAndFail(String country) {
            throw new IllegalStateException();
        }

        @CacheEvict(cacheNames = "plain", beforeInvocation = true)
        public void evictEarlyAndFail(String country) {
            throw new IllegalStateException();
        }

        @CacheEvict(cacheNames = "plain", allEntries = true)
        public void evictAll() {
        }

        @CacheEvict(cacheNames = "plain", allEntries = true, beforeInvocation = true)
        public void evictAllEarly() {
        }

    }

}
