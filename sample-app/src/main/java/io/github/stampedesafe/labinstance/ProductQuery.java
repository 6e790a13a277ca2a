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

package io.github.stampedesafe.labinstance;

import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The query that both lanes run: it reads the row, then it keeps the database at work.
 */
final class ProductQuery {

    private final JdbcTemplate database;

    private final int instance;

    ProductQuery(JdbcTemplate database, int instance) {
        this.database = database;
        this.instance = instance;
    }

    Product product(int id) {
        return Objects.requireNonNull(this.database.queryForObject(
                "SELECT id, version, work(?) AS read_at FROM product WHERE id = ?",
                (row, number) -> new Product(row.getInt(1), row.getLong(2), row.getLong(3)), this.instance, id));
    }

}
