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

package io.github.stampedesafe.sample.products;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** The products and how well they sell, cached. */
@Service
public class ProductService {

    private final JdbcClient database;

    private final AsyncTaskExecutor executor;

    ProductService(JdbcClient database, AsyncTaskExecutor applicationTaskExecutor) {
        this.database = database;
        this.executor = applicationTaskExecutor;
    }

    /**
     * Returns the products that exist. One query asks for those that are not cached.
     * @param ids their numbers
     */
    @StampedeSafeCacheable(cacheName = "products", keys = "#ids", ttl = "10m", staleWhileRevalidate = "1h")
    public Map<Integer, Product> products(Collection<Integer> ids) {
        return this.database.sql("SELECT id, name, price FROM product WHERE id IN (:ids)")
            .param("ids", ids)
            .query(Product.class)
            .stream()
            .map(Objects::requireNonNull)
            .collect(Collectors.toMap(Product::id, Function.identity()));
    }

    /**
     * Returns how well a product sells, empty if there is no such product. No thread
     * waits for the load of another caller.
     * @param product its number
     */
    @StampedeSafeCacheable(cacheName = "sales", key = "#product", ttl = "1m", staleWhileRevalidate = "1h")
    public CompletableFuture<Optional<Sales>> sales(int product) {
        return this.executor.submitCompletable(() -> this.database.sql("""
                SELECT p.name AS product, count(DISTINCT l.order_id) AS orders, coalesce(sum(l.quantity), 0) AS pieces
                FROM product p LEFT JOIN order_line l ON l.product_id = p.id
                WHERE p.id = :product
                GROUP BY p.id, p.name
                """).param("product", product).query(Sales.class).optional());
    }

}
