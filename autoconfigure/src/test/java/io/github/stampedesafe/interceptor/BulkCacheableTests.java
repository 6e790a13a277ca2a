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

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Methods that take several ids. */
class BulkCacheableTests {

    record Product(long id, String name, long version) {

        static Product of(long id) {
            return new Product(id, "p" + id, id);
        }

    }

    static class Catalogue {

        /** What each call of a method was given. */
        final List<Object> given = new CopyOnWriteArrayList<>();

        final Map<Long, Product> renamed = new LinkedHashMap<>();

        @Nullable Exception failure;

        @Nullable Hold hold;

        @StampedeSafeCacheable(cacheName = "products", key = "#id", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public @Nullable Product product(long id) {
            this.given.add(id);
            return (id < 100) ? product(id, "single") : null;
        }

        private Product product(long id, String name) {
            return new Product(id, name + id, id);
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Map<Long, Product> products(Collection<Long> ids) throws Exception {
            this.given.add(ids);
            if (this.hold != null) {
                this.hold.stop();
            }
            if (this.failure != null) {
                throw this.failure;
            }
            return found(ids);
        }

        private Map<Long, Product> found(Collection<Long> ids) {
            return ids.stream()
                .filter((id) -> id < 100)
                .collect(Collectors.toMap((id) -> id, (id) -> this.renamed.getOrDefault(id, Product.of(id))));
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#p0", keyOf = "id")
        public List<Product> list(Set<Long> ids) {
            this.given.add(ids);
            List<Product> found = new ArrayList<>(found(ids).values());
            found.sort(Comparator.comparing(Product::id));
            found.add(Product.of(77));
            return found;
        }

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "#result.id()")
        public Set<Product> set(long... ids) {
            this.given.add(ids);
            return Set.copyOf(found(LongStream.of(ids).boxed().toList()).values());
        }

        @StampedeSafeCacheable(cacheName = "sorted", keys = "#ids")
        public Map<String, Integer> lengths(SortedSet<String> ids) {
            this.given.add(ids);
            return ids.stream().collect(Collectors.toMap((id) -> id, String::length));
        }

        @StampedeSafeCacheable(cacheName = "iterable", keys = "#ids")
        public Map<String, Integer> iterable(Iterable<String> ids) {
            this.given.add(ids);
            return Map.of("a", 1, "b", 2);
        }

        @StampedeSafeCacheable(cacheName = "linked", keys = "#ids")
        public Map<String, Integer> linked(LinkedList<String> ids) {
            this.given.add(ids);
            return Map.of("a", 1, "b", 2);
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

        @StampedeSafeCacheable(cacheName = "products", keys = "#ids")
        @StampedeSafeCacheEvict(cacheName = "products", key = "3L")
        public Map<Long, Product> evicting(List<Long> ids) {
            this.given.add(ids);
            return found(ids);
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
    void oneCallLoadsWhatIsNotStoredAndEntriesAreThoseOfTheMethodWithOneId() throws Exception {
        this.catalogue.product(2);
        assertThat(this.catalogue.products(List.of(3L, 2L, 1L))).containsExactly(Map.entry(3L, Product.of(3)),
                Map.entry(2L, new Product(2, "single2", 2)), Map.entry(1L, Product.of(1)));
        assertThat(this.target.given).containsExactly(2L, List.of(3L, 1L));
        assertThat(this.catalogue.product(1)).isEqualTo(Product.of(1));
        assertThat(this.catalogue.products(Set.of(1L))).containsOnlyKeys(1L);
        assertThat(this.target.given).hasSize(2);
        assertThat(this.context.keys()).containsExactly("products:(int)1", "products:(int)2", "products:(int)3");
    }

    @Test
    void idsThatAreNotFoundAreRememberedAndLeftOut() throws Exception {
        assertThat(this.catalogue.products(List.of(100L, 1L))).containsOnlyKeys(1L);
        assertThat(this.catalogue.products(List.of(1L, 100L))).containsOnlyKeys(1L);
        assertThat(this.catalogue.product(100)).isNull();
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void noIdsMeanNoCall() throws Exception {
        assertThat(this.catalogue.products(List.of())).isEmpty();
        assertThat(this.catalogue.list(Set.of())).isEmpty();
        assertThat(this.catalogue.set()).isEmpty();
        assertThat(this.target.given).isEmpty();
    }

    @Test
    void anIdThatIsGivenTwiceIsLoadedAndAnsweredOnce() throws Exception {
        assertThat(this.catalogue.products(List.of(1L, 2L, 1L))).containsOnlyKeys(1L, 2L);
        assertThat(this.target.given).containsExactly(List.of(1L, 2L));
        assertThat(this.catalogue.set(1, 1, 3)).containsExactly(Product.of(1), Product.of(3));
    }

    @Test
    void nullHasNoKey() {
        assertThatThrownBy(() -> this.catalogue.products(Arrays.asList(1L, null)))
            .isInstanceOf(UnsupportedKeyException.class)
            .hasMessage(
                    "Catalogue.products(Collection) has no key in cache 'products': 'keys' is '#ids' and gave null among others. Leave it out.");
        assertThatThrownBy(() -> this.catalogue.products(null)).isInstanceOf(UnsupportedKeyException.class)
            .hasMessage(
                    "Catalogue.products(Collection) has no key in cache 'products': 'keys' is '#ids' and gave null, "
                            + "which holds no keys. Write one that always gives a value, or add a 'condition' for the calls that have none.");
        assertThatThrownBy(() -> this.catalogue.ofTenant("t", new @Nullable String[] { "a", null }))
            .isInstanceOf(UnsupportedKeyException.class);
        assertThat(this.target.given).isEmpty();
    }

    @Test
    void aCollectionIsReturnedInTheOrderOfTheIdsWithoutWhatWasNotAskedFor() {
        assertThat(this.catalogue.list(new TreeSet<>(Set.of(3L, 1L, 100L)))).containsExactly(Product.of(1),
                Product.of(3));
        Set<Long> descending = new TreeSet<>(Comparator.reverseOrder());
        descending.addAll(Set.of(1L, 2L, 3L));
        assertThat(this.catalogue.list(descending)).containsExactly(Product.of(3), Product.of(2), Product.of(1));
        assertThat(this.target.given).containsExactly(Set.of(1L, 3L, 100L), Set.of(2L));
        assertThat(this.catalogue.product(77)).isEqualTo(new Product(77, "single77", 77));
    }

    @Test
    void theMethodIsGivenTheDeclaredTypeAndNeverTheCallersObject() throws Exception {
        List<Long> ids = new ArrayList<>(List.of(1L));
        this.catalogue.products(ids);
        this.catalogue.set(1, 4, 5);
        SortedSet<String> reversed = new TreeSet<>(Comparator.reverseOrder());
        reversed.addAll(Set.of("a", "b"));
        this.catalogue.lengths(reversed);
        this.catalogue.iterable(Set.of("a"));
        this.catalogue.linked(new LinkedList<>(List.of("a")));
        assertThat(this.target.given.get(0)).isEqualTo(ids).isNotSameAs(ids);
        assertThat(this.target.given.get(1)).isEqualTo(new long[] { 4, 5 });
        assertThat((SortedSet<?>) this.target.given.get(2)).isNotSameAs(reversed).hasToString("[b, a]");
        assertThat(this.target.given.get(3)).isEqualTo(List.of("a"));
        assertThat(this.target.given.get(4)).isInstanceOf(LinkedList.class);
    }

    @Test
    void whatTheMethodThrowsReachesTheCallerAsItIs() {
        for (Exception failure : List.of(new IOException("down"), new CompletionException(new IOException("own")))) {
            this.target.failure = failure;
            assertThat(catchThrowable(() -> this.catalogue.products(List.of(1L)))).isSameAs(failure);
        }
    }

    @Test
    void staleValuesAreServedAndReplacedByCallsOfTheMethod() throws Exception {
        this.catalogue.products(List.of(1L, 2L));
        this.target.renamed.put(1L, new Product(1, "new", 1));
        this.context.advance(Duration.ofMinutes(2));
        List<Long> ids = new ArrayList<>(List.of(1L, 3L));
        assertThat(this.catalogue.products(ids)).containsEntry(1L, Product.of(1)).containsKey(3L);
        ids.clear();
        this.context.runRefreshes();
        assertThat(this.catalogue.product(1)).isEqualTo(new Product(1, "new", 1));
        assertThat(this.target.given).containsExactly(List.of(1L, 2L), List.of(3L), List.of(1L));
    }

    @Test
    void aKeyThatAnotherMethodLoadsIsJoined() throws Exception {
        Hold hold = new Hold();
        this.target.hold = hold;
        Crowd bulk = Crowd.one(() -> this.catalogue.products(List.of(1L, 2L)));
        hold.awaitReached();
        Crowd single = Crowd.one(() -> this.catalogue.product(2));
        this.context.instance.waiting().awaitBlocked(1);
        hold.release();
        assertThat(bulk.result()).isEqualTo(Map.of(1L, Product.of(1), 2L, Product.of(2)));
        assertThat(single.result()).isEqualTo(Product.of(2));
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void evictsBesideTakeEffectAfterwards() {
        this.catalogue.product(3);
        this.catalogue.evicting(List.of(1L));
        assertThat(this.context.keys()).containsExactly("products:(int)1");
    }

}
