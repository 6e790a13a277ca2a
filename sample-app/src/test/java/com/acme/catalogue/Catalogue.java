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

package com.acme.catalogue;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

@Service
public class Catalogue {

    private final Map<Long, Product> database = new ConcurrentHashMap<>();

    private final AtomicInteger queries = new AtomicInteger();

    // tag::cacheable[]
    @StampedeSafeCacheable(cacheName = "products", key = "#id", ttl = "10m", staleWhileRevalidate = "1h",
            version = "#result.version")
    public Optional<Product> product(long id) {
        this.queries.incrementAndGet();
        return Optional.ofNullable(this.database.get(id));
    }
    // end::cacheable[]

    // tag::cacheable-several[]
    @StampedeSafeCacheable(cacheName = "products", keys = "#ids", ttl = "10m", staleWhileRevalidate = "1h",
            version = "#result.version")
    public Map<Long, Product> products(Collection<Long> ids) {
        this.queries.incrementAndGet();
        return ids.stream()
            .filter(this.database::containsKey)
            .collect(Collectors.toMap((id) -> id, this.database::get));
    }
    // end::cacheable-several[]

    // tag::cacheable-list[]
    @StampedeSafeCacheable(cacheName = "products", keys = "#ids", keyOf = "id")
    public List<Product> productList(Set<Long> ids) {
        this.queries.incrementAndGet();
        return this.database.values().stream().filter((product) -> ids.contains(product.id())).toList();
    }
    // end::cacheable-list[]

    // tag::put-several[]
    @StampedeSafeCachePut(cacheName = "products", keys = "#products.![id]", keyOf = "id", version = "#result.version")
    public List<Product> saveAll(List<Product> products) {
        products.forEach((product) -> this.database.put(product.id(), product));
        return products;
    }

    @StampedeSafeCacheEvict(cacheName = "products", keys = "#ids")
    public void deleteAll(List<Long> ids) {
        ids.forEach(this.database::remove);
    }
    // end::put-several[]

    // tag::put[]
    @StampedeSafeCachePut(cacheName = "products", key = "#product.id", version = "#result.version")
    @StampedeSafeCacheEvict(cacheName = "names", allEntries = true)
    public Product save(Product product) {
        this.database.put(product.id(), product);
        return product;
    }
    // end::put[]

    // tag::evict[]
    @StampedeSafeCacheEvict(cacheName = "products", key = "#id")
    @StampedeSafeCacheEvict(cacheName = "names", allEntries = true)
    public void delete(long id) {
        this.database.remove(id);
    }
    // end::evict[]

    // tag::meta[]
    @CachedForReaders("names")
    public List<String> names(String beginning, int most) {
        this.queries.incrementAndGet();
        return this.database.values()
            .stream()
            .map(Product::name)
            .filter((name) -> name.startsWith(beginning))
            .sorted()
            .limit(most)
            .toList();
    }
    // end::meta[]

    // tag::expire[]
    @StampedeSafeCacheEvict(cacheName = "products", allEntries = true, mode = EvictMode.EXPIRE)
    public void raisePrices(BigDecimal factor) {
        this.database.replaceAll((id, product) -> new Product(id, product.name(), product.price().multiply(factor),
                product.version() + 1));
    }
    // end::expire[]

    /** Returns how often the database was asked. */
    public int queries() {
        return this.queries.get();
    }

}
