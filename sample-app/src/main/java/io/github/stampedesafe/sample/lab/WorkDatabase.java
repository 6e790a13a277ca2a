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

package io.github.stampedesafe.sample.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The database of one lane, in the memory of the lab, open as long as this object. */
final class WorkDatabase implements AutoCloseable {

    private final String name;

    private final Workload workload;

    private final Connection connection;

    /**
     * Creates the database.
     * @param name unique in this process
     */
    WorkDatabase(String name, String user, String password, InstantSource clock) throws SQLException {
        this.name = name.toUpperCase(Locale.ROOT);
        this.workload = new Workload(Settings.CAPACITY, Settings.QUERY, clock,
                (time) -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
        WorkFunction.register(this.name, this.workload);
        this.connection = DriverManager.getConnection("jdbc:h2:mem:" + this.name, user, password);
        try (Statement statement = this.connection.createStatement()) {
            statement.execute("SET OPTIMIZE_REUSE_RESULTS 0");
            statement.execute("CREATE ALIAS work FOR '%s.work'".formatted(WorkFunction.class.getName()));
            statement.execute("CREATE TABLE product (id INT PRIMARY KEY, version BIGINT NOT NULL)");
            statement.execute("INSERT INTO product SELECT x, 1 FROM system_range(1, %d)".formatted(Settings.KEYS));
        }
    }

    String name() {
        return this.name;
    }

    Workload workload() {
        return this.workload;
    }

    /**
     * Changes the row and returns its new version.
     * @param id key of the product
     */
    synchronized long change(int id) throws SQLException {
        try (PreparedStatement update = this.connection.prepareStatement(
                "SELECT version FROM FINAL TABLE (UPDATE product SET version = version + 1 WHERE id = ?)")) {
            update.setInt(1, id);
            try (ResultSet changed = update.executeQuery()) {
                changed.next();
                return changed.getLong(1);
            }
        }
    }

    /** Closes the database, also for those who are connected. */
    @Override
    public synchronized void close() throws SQLException {
        WorkFunction.remove(this.name);
        try (this.connection; Statement statement = this.connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
    }

}
