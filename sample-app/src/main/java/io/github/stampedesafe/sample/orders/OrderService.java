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

package io.github.stampedesafe.sample.orders;

import java.math.BigDecimal;
import java.util.Objects;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.sample.web.UnknownCountryException;

/** Takes orders. */
@Service
public class OrderService {

    private final JdbcClient database;

    OrderService(JdbcClient database) {
        this.database = database;
    }

    /**
     * Stores an order. Once it is committed, the totals of its country are loaded again
     * when somebody asks for them; after a rollback they stay.
     * @param order what is ordered
     */
    // tag::evict[]
    @Transactional
    @StampedeSafeCacheEvict(cacheName = "totals", key = "#order.country")
    public PlacedOrder place(NewOrder order) {
        long number = insert(order);
        order.lines().forEach((line) -> insert(number, line));
        return new PlacedOrder(number, amount(number));
    }
    // end::evict[]

    private long insert(NewOrder order) {
        GeneratedKeyHolder number = new GeneratedKeyHolder();
        try {
            this.database
                .sql("INSERT INTO orders (country, customer, placed_on) VALUES (:country, :customer, current_date)")
                .param("country", order.country())
                .param("customer", order.customer())
                .update(number, "id");
        }
        catch (DataIntegrityViolationException ex) {
            throw new UnknownCountryException(order.country(), ex);
        }
        return Objects.requireNonNull(number.getKey()).longValue();
    }

    private void insert(long number, NewOrder.Line line) {
        try {
            this.database
                .sql("INSERT INTO order_line (order_id, product_id, quantity) VALUES (:order, :product, :quantity)")
                .param("order", number)
                .param("product", line.product())
                .param("quantity", line.quantity())
                .update();
        }
        catch (DataIntegrityViolationException ex) {
            throw new UnknownProductException(line.product(), ex);
        }
    }

    private BigDecimal amount(long number) {
        return this.database.sql("""
                SELECT sum(l.quantity * p.price)
                FROM order_line l JOIN product p ON p.id = l.product_id
                WHERE l.order_id = :order
                """).param("order", number).query(BigDecimal.class).single();
    }

}
