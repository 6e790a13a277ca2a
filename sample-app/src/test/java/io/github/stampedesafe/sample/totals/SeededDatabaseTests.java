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
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

import io.github.stampedesafe.sample.totals.Totals.BestSeller;
import io.github.stampedesafe.sample.totals.Totals.Pair;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeededDatabaseTests {

    private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
        .setType(EmbeddedDatabaseType.H2)
        .addScripts("schema.sql", "data.sql")
        .build();

    private final JdbcClient client = JdbcClient.create(this.database);

    @AfterAll
    void shutDown() {
        this.database.shutdown();
    }

    @Test
    void holdsTheSameRowsAtEveryStart() {
        String sum = "SELECT count(*) || '/' || sum(order_id * (product_id + 31 * quantity)) FROM order_line WHERE order_id < 100001";
        assertThat(this.client.sql(sum).query(String.class).single()).isEqualTo("89791/16018319308");
        assertThat(this.client.sql("SELECT count(*) FROM orders WHERE id < 100001").query(Long.class).single())
            .isEqualTo(2000);
    }

    @Test
    void addsUpWhatIsInIt() {
        Totals totals = new JdbcTotalsQuery(this.client).totals("DE").orElseThrow();
        assertThat(totals.orders()).isEqualTo(500);
        assertThat(totals.revenue()).isEqualTo(revenueByPlainArithmetic("DE"));
        assertThat(totals.averageOrder())
            .isEqualTo(totals.revenue().divide(BigDecimal.valueOf(500), 2, RoundingMode.HALF_UP));
        assertThat(totals.bestSellers()).hasSize(5);
        assertThat(totals.bestSellers()).isSortedAccordingTo(Comparator.comparing(BestSeller::sold).reversed());
        assertThat(totals.boughtTogether()).hasSize(5);
    }

    @Test
    void costsTheSameAtEveryCall() throws SQLException {
        try (Connection connection = this.database.getConnection()) {
            JdbcTotalsQuery query = new JdbcTotalsQuery(
                    JdbcClient.create(new SingleConnectionDataSource(connection, true)));
            long first = nanosOf(() -> query.totals("FR"));
            long second = nanosOf(() -> query.totals("FR"));
            assertThat(second).as("the database must not answer from its last result").isGreaterThan(first / 20);
        }
    }

    @Test
    void seesAnOrderThatWasAdded() {
        JdbcTotalsQuery query = new JdbcTotalsQuery(this.client);
        this.client.sql("INSERT INTO country VALUES ('AT', 'Austria')").update();
        assertThat(query.totals("AT").orElseThrow().revenue()).isEqualByComparingTo("0");
        this.client.sql("INSERT INTO orders VALUES (7000001, 'AT', 1, current_date)").update();
        this.client.sql("INSERT INTO order_line VALUES (7000001, 1, 2), (7000001, 2, 1)").update();
        Totals totals = query.totals("AT").orElseThrow();
        assertThat(totals.revenue()).isEqualByComparingTo("220.76");
        assertThat(totals.bestSellers()).containsExactly(new BestSeller("Product 1", 2, new BigDecimal("160.38")),
                new BestSeller("Product 2", 1, new BigDecimal("60.38")));
        assertThat(totals.boughtTogether()).isEqualTo(List.of(new Pair("Product 1", "Product 2", 1)));
    }

    @Test
    void hasNoTotalsOfACountryItDoesNotKnow() {
        assertThat(new JdbcTotalsQuery(this.client).totals("XX")).isEqualTo(Optional.empty());
    }

    private static long nanosOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private BigDecimal revenueByPlainArithmetic(String country) {
        return this.client.sql("""
                SELECT l.quantity, p.price
                FROM orders o JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
                WHERE o.country = :country
                """)
            .param("country", country)
            .query((row, number) -> row.getBigDecimal("price").multiply(row.getBigDecimal("quantity")))
            .stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

}
