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
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The SQL function {@code work(instance)}. H2 calls a public static method, which finds
 * the workload of its database here.
 */
public final class WorkFunction {

    private static final Map<String, Workload> WORKLOADS = new ConcurrentHashMap<>();

    private WorkFunction() {
    }

    /**
     * Does the work of one query.
     * @param connection to the database that is asked
     * @param instance who asks
     * @return when the query arrived, in ms since the epoch
     * @throws SQLException if the database is failing, or closed
     */
    public static long work(Connection connection, int instance) throws SQLException {
        Workload workload = WORKLOADS.get(connection.getCatalog());
        if (workload == null) {
            throw new SQLException("The lab is closed.");
        }
        return workload.work(instance);
    }

    static void register(String database, Workload workload) {
        WORKLOADS.put(database, workload);
    }

    static void remove(String database) {
        WORKLOADS.remove(database);
    }

}
