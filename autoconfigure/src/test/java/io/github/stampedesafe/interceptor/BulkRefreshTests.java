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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Which refreshes one call of a method that takes several ids loads. */
class BulkRefreshTests {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    private final CacheContext context = CacheContext.started((spring) -> {
        spring.register(Prices.class);
        spring.registerBean("tenants", Tenants.class);
    });

    private final Prices prices = this.context.bean(Prices.class);

    @AfterEach
    void close() {
        TENANT.remove();
        this.context.close();
    }

    @Test
    void oneCallOfTheMethodRefreshesTheIdsOfSeveralCalls() {
        this.prices.all(List.of(1L, 2L, 3L));
        expire();
        List<Long> ids = new ArrayList<>(List.of(1L, 2L));
        this.prices.all(ids);
        this.prices.all(List.of(2L, 3L));
        ids.clear();
        this.context.runRefreshes();
        assertThat(given()).containsExactly("[1, 2, 3]", "[1, 2, 3]");
        assertThat(this.prices.all(List.of(1L, 2L, 3L))).containsEntry(1L, "1 #2").containsEntry(3L, "3 #2");
        assertThat(given()).hasSize(2);
    }

    @Test
    void refreshesThatDoNotMeetAreCallsOfTheirOwn() {
        this.prices.all(List.of(1L, 2L));
        expire();
        this.prices.all(List.of(1L));
        this.context.runRefreshes();
        this.prices.all(List.of(2L));
        this.context.runRefreshes();
        assertThat(given()).containsExactly("[1, 2]", "[1]", "[2]");
    }

    @Test
    void callsWithOtherArgumentsAreKeptApart() {
        this.prices.in("EUR", 1L, 2L);
        this.prices.in("USD", 1L);
        expire();
        this.prices.in("EUR", 1L);
        this.prices.in("USD", 1L);
        this.prices.in("EUR", 2L);
        this.context.runRefreshes();
        assertThat(given().subList(2, 4)).containsExactly("EUR [1, 2]", "USD [1]");
        assertThat(this.prices.in("USD", 1L)).containsEntry(1L, "1 USD #4");
    }

    @Test
    void argumentsThatCanChangeAreThoseOfTheirOwnCall() {
        List<String> rules = new ArrayList<>(List.of("net"));
        this.prices.by(List.of(1L, 2L), rules);
        this.prices.by(List.of(3L), rules);
        expire();
        this.prices.by(List.of(1L, 2L), rules);
        this.prices.by(List.of(3L), rules);
        this.context.runRefreshes();
        assertThat(given().subList(2, 4)).containsExactly("[1, 2] [net]", "[3] [net]");
    }

    @Test
    void aSortedSetTakesNoIdsOfOtherCalls() {
        this.prices.sorted(new TreeSet<>(List.of("a", "A")));
        expire();
        SortedSet<String> either = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        either.add("a");
        this.prices.sorted(either);
        this.prices.sorted(new TreeSet<>(Set.of("A")));
        this.context.runRefreshes();
        assertThat(given().subList(1, 3)).containsExactly("[a]", "[A]");
        assertThat(this.prices.sorted(new TreeSet<>(List.of("a", "A")))).hasSize(2);
    }

    @Test
    void eachValueHasItsOwnConditions() {
        this.prices.choosy(List.of(1L, 2L, 3L));
        expire();
        this.prices.choosy(List.of(1L));
        this.prices.choosy(List.of(2L, 3L));
        this.context.runRefreshes();
        assertThat(given().get(1)).isEqualTo("[1, 2, 3]");
        assertThat(this.prices.choosy(List.of(1L, 2L, 3L))).containsEntry(1L, "1 #2")
            .containsEntry(2L, "2 #1")
            .containsEntry(3L, "3 #2");
    }

    @Test
    void aKeyThatReadsItsThreadIsNotStoredForAnother() {
        TENANT.set("acme");
        this.prices.ofTenant(List.of(1L, 2L));
        expire();
        this.prices.ofTenant(List.of(1L, 2L));
        this.context.runRefreshes();
        assertThat(given()).containsExactly("acme [1, 2]");
        assertThat(this.context.instance.listener().count("refreshNeedsCaller")).isEqualTo(2);
        assertThat(this.prices.ofTenant(List.of(1L, 2L))).containsEntry(1L, "1 acme #2");
        assertThat(given()).containsExactly("acme [1, 2]", "acme [1, 2]");
    }

    @Test
    void aMethodThatNeedsARequestIsLeftToItsCallers() {
        TENANT.set("acme");
        this.prices.ofRequest(List.of(1L, 2L));
        expire();
        this.prices.ofRequest(List.of(1L, 2L));
        this.context.runRefreshes();
        assertThat(this.context.instance.listener().events())
            .filteredOn((event) -> event.startsWith("refreshNeedsCaller"))
            .hasSize(2)
            .allMatch((event) -> event.contains("needs a request, and only its caller has one"));
        assertThat(this.context.instance.listener().count("loadFailed")).isZero();
        assertThat(this.prices.ofRequest(List.of(1L, 2L))).containsEntry(1L, "1 #2");
    }

    private List<String> given() {
        return this.prices.given();
    }

    private void expire() {
        this.context.advance(Duration.ofMinutes(2));
    }

    static class Tenants {

        public String current() {
            String tenant = TENANT.get();
            return (tenant != null) ? tenant : "nobody";
        }

    }

    static class Prices {

        private final List<String> given = new CopyOnWriteArrayList<>();

        public List<String> given() {
            return this.given;
        }

        @StampedeSafeCacheable(cacheName = "all", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<Long, String> all(Collection<Long> ids) {
            return prices(ids, ids.toString(), "");
        }

        @StampedeSafeCacheable(cacheName = "in", keys = "#ids.![#currency + #this]", staleWhileRevalidate = "1h",
                ttl = "1m", beta = 0)
        public Map<Long, String> in(String currency, Long... ids) {
            return prices(Arrays.asList(ids), currency + " " + Arrays.toString(ids), " " + currency);
        }

        @StampedeSafeCacheable(cacheName = "by", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<Long, String> by(List<Long> ids, List<String> rules) {
            return prices(ids, ids + " " + rules, "");
        }

        @StampedeSafeCacheable(cacheName = "sorted", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<String, String> sorted(SortedSet<String> ids) {
            return prices(List.copyOf(ids), ids.toString(), "");
        }

        @StampedeSafeCacheable(cacheName = "choosy", keys = "#ids", unless = "#result == '2 #2'",
                staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<Long, String> choosy(List<Long> ids) {
            return prices(ids, ids.toString(), "");
        }

        @StampedeSafeCacheable(cacheName = "tenants", staleWhileRevalidate = "1h", ttl = "1m", beta = 0,
                keys = "#ids.![@tenants.current() + #this]")
        public Map<Long, String> ofTenant(List<Long> ids) {
            return prices(ids, TENANT.get() + " " + ids, " " + TENANT.get());
        }

        @StampedeSafeCacheable(cacheName = "requests", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<Long, String> ofRequest(List<Long> ids) {
            if (TENANT.get() == null) {
                throw new IllegalStateException("No thread-bound request found");
            }
            return prices(ids, ids.toString(), "");
        }

        private <T> Map<T, String> prices(Collection<T> ids, String call, String suffix) {
            this.given.add(call);
            int number = this.given.size();
            return ids.stream().collect(Collectors.toMap((id) -> id, (id) -> id + suffix + " #" + number));
        }

    }

}
