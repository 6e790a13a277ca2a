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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Which ids a method with several of them is given, and which keys they are. */
class BulkIdsTests {

    static class Catalogue {

        /** What each call of a method was given. */
        final List<Object> given = new CopyOnWriteArrayList<>();

        @StampedeSafeCacheable(cacheName = "draining", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<String, Integer> draining(ArrayList<String> ids) {
            this.given.add(List.copyOf(ids));
            Map<String, Integer> found = new LinkedHashMap<>();
            while (!ids.isEmpty()) {
                found.put(ids.remove(0), this.given.size());
            }
            return found;
        }

        @StampedeSafeCacheable(cacheName = "tenants", key = "#tenant + ':' + #id")
        public String ofTenant(String tenant, String id) {
            this.given.add(id);
            return tenant + id;
        }

        @StampedeSafeCacheable(cacheName = "tenants", keys = "#ids.![#tenant + ':' + #this]")
        public Map<String, String> ofTenant(String tenant, String[] ids) {
            this.given.add(ids);
            return Arrays.stream(ids).collect(Collectors.toMap((id) -> id, (id) -> tenant + id));
        }

        @StampedeSafeCacheable(cacheName = "numbers", keys = "#ids")
        public Map<Number, String> numbers(List<Number> ids) {
            this.given.add(ids);
            return ids.stream().collect(Collectors.toMap((id) -> id, (id) -> "n" + id));
        }

    }

    private final CacheContext context = CacheContext.of(Catalogue.class);

    private final Catalogue target = (Catalogue) AopProxyUtils.getSingletonTarget(this.context.bean(Catalogue.class));

    private final Catalogue catalogue = this.context.bean(Catalogue.class);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void idsThatAreOneKeyAreOneIdToTheMethodAndEachHasTheValue() {
        assertThat(this.catalogue.numbers(List.of(1, 1L, 2))).containsExactly(Map.entry(1, "n1"), Map.entry(1L, "n1"),
                Map.entry(2, "n2"));
        assertThat(this.target.given).containsExactly(List.of(1, 2));
    }

    @Test
    void aProjectionMakesTheKeys() {
        assertThat(this.catalogue.ofTenant("t", "a")).isEqualTo("ta");
        assertThat(this.catalogue.ofTenant("t", new String[] { "b", "a" })).containsExactly(Map.entry("b", "tb"),
                Map.entry("a", "ta"));
        assertThat(this.target.given.get(1)).isEqualTo(new String[] { "b" });
        assertThat(this.catalogue.ofTenant("u", new String[] { "a" })).containsEntry("a", "ua");
    }

    @Test
    void aMethodMayChangeTheIdsItIsGiven() {
        assertThat(this.catalogue.draining(new ArrayList<>(List.of("a", "b")))).containsOnlyKeys("a", "b");
        for (int renewal = 1; renewal <= 2; renewal++) {
            this.context.advance(Duration.ofMinutes(2));
            assertThat(this.catalogue.draining(new ArrayList<>(List.of("a")))).containsEntry("a", renewal);
            this.context.runRefreshes();
        }
    }

}
