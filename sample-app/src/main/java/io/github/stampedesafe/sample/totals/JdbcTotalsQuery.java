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

package io.github.stampedesafe.sample.totals;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import io.github.stampedesafe.sample.totals.Totals.BestSeller;
import io.github.stampedesafe.sample.totals.Totals.Pair;

/** The totals, straight from the order lines. */
@Repository
class JdbcTotalsQuery implements TotalsQuery {

    private static final String FIGURES = """
            SELECT count(*) AS orders, count(DISTINCT customer) AS customers, coalesce(sum(amount), 0) AS revenue,
                   coalesce(round(avg(amount), 2), 0) AS average_order,
                   coalesce(round(median(amount), 2), 0) AS median_order, current_timestamp AS calculated_at
            FROM (SELECT o.customer, sum(l.quantity * p.price) AS amount
                  FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
                  WHERE o.country = :country
                  GROUP BY o.id, o.customer)
            """;

    private static final String BEST_SELLERS = """
            SELECT p.name AS product, sum(l.quantity) AS sold, sum(l.quantity * p.price) AS revenue
            FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
            WHERE o.country = :country
            GROUP BY p.id, p.name
            ORDER BY sold DESC, p.id
            FETCH FIRST 5 ROWS ONLY
            """;

    private static final String BOUGHT_TOGETHER = """
            SELECT p.name AS one, q.name AS other, pair.orders
            FROM (SELECT l.product_id AS one, r.product_id AS other, count(DISTINCT o.id) AS orders
                  FROM orders o JOIN order_line l ON l.order_id = o.id
                       JOIN order_line r ON r.order_id = o.id AND r.product_id > l.product_id
                  WHERE o.country = :country
                  GROUP BY l.product_id, r.product_id
                  ORDER BY orders DESC, one, other
                  FETCH FIRST 5 ROWS ONLY) pair
                 JOIN product p ON p.id = pair.one JOIN product q ON q.id = pair.other
            ORDER BY pair.orders DESC, pair.one, pair.other
            """;

    private final JdbcClient database;

    JdbcTotalsQuery(JdbcClient database) {
        this.database = database;
    }

    @Override
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Totals> totals(String country) {
        if (rows("SELECT code FROM country WHERE code = :country", country, String.class).isEmpty()) {
            return Optional.empty();
        }
        Figures figures = rows(FIGURES, country, Figures.class).get(0);
        return Optional.of(new Totals(country, figures.orders(), figures.customers(), figures.revenue(),
                figures.averageOrder(), figures.medianOrder(), rows(BEST_SELLERS, country, BestSeller.class),
                rows(BOUGHT_TOGETHER, country, Pair.class), figures.calculatedAt().toInstant()));
    }

    private <T> List<T> rows(String sql, String country, Class<T> type) {
        return this.database.sql(sql)
            .param("country", country)
            .query(type)
            .stream()
            .map(Objects::requireNonNull)
            .toList();
    }

    record Figures(long orders, long customers, BigDecimal revenue, BigDecimal averageOrder, BigDecimal medianOrder,
            OffsetDateTime calculatedAt) {
    }

}
