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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.AopProxyUtils;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of that which a method with several ids returns. */
class BulkResultsTests {

    record Product(long id, String name, long version) {

        static Product of(long id) {
            return new Product(id, "p" + id, id);
        }

    }

    static class Catalogue {

        /** What each call of a method was given. */
        final List<Object> given = new CopyOnWriteArrayList<>();

        private Map<Long, Product> found(Collection<Long> ids) {
            return ids.stream().filter((id) -> id < 100).collect(Collectors.toMap((id) -> id, Product::of));
        }

        @StampedeSafeCacheable(cacheName = "optional", keys = "#ids")
        public Map<Long, Optional<Product>> optional(List<Long> ids) {
            this.given.add(ids);
            return Map.of(1L, Optional.of(Product.of(1)));
        }

        @StampedeSafeCacheable(cacheName = "choosy", keys = "#ids", condition = "#ids.size() < 3",
                unless = "#result?.id == 2", version = "#result.version")
        public Map<Long, Product> choosy(List<Long> ids) {
            this.given.add(ids);
            return found(ids);
        }

        @StampedeSafeCacheable(cacheName = "groups", keys = "#groups", keyOf = "version % 10")
        public List<Product> groups(List<Long> groups) {
            return List.of(Product.of(11), Product.of(12), Product.of(21));
        }

        @StampedeSafeCacheable(cacheName = "nothing", keys = "#ids")
        public @Nullable Map<Number, String> nothing(List<Number> ids) {
            this.given.add(ids);
            return null;
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
    void aMethodThatReturnsNothingHasFoundNothing() {
        assertThat(this.catalogue.nothing(List.of(1, 2))).isEmpty();
        assertThat(this.catalogue.nothing(List.of(2, 1))).isEmpty();
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void anOptionalIsEmptyForAnIdThatIsNotFound() {
        assertThat(this.catalogue.optional(List.of(2L, 1L))).containsExactly(Map.entry(2L, Optional.empty()),
                Map.entry(1L, Optional.of(Product.of(1))));
        assertThat(this.catalogue.optional(List.of(2L))).containsExactly(Map.entry(2L, Optional.empty()));
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void conditionIsOfTheCallAndUnlessOfEachValue() {
        this.catalogue.choosy(List.of(1L, 2L));
        this.catalogue.choosy(List.of(1L, 2L));
        List<Long> many = List.of(1L, 2L, 3L);
        this.catalogue.choosy(many);
        assertThat(this.target.given).containsExactly(List.of(1L, 2L), List.of(2L), many);
        assertThat(this.target.given.get(2)).isSameAs(many);
        assertThat(this.context.keys()).containsExactly("choosy:(int)1");
    }

    @Test
    void twoValuesOfOneKeyFailTheCall() {
        assertThatThrownBy(() -> this.catalogue.groups(List.of(1L, 2L))).isInstanceOf(IllegalStateException.class)
            .hasMessage(
                    "Catalogue.groups(List) returned two values for key '(int)1' of cache 'groups', and one can be stored. Return a map of lists.");
        assertThat(this.catalogue.groups(List.of(2L))).containsExactly(Product.of(12));
    }

}
