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

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.UUID;

import org.h2.tools.Server;

/**
 * Both databases, and the server by which the instances reach them. One lane cannot hurt
 * the other, because each has a database of its own.
 */
final class WorkDatabases implements AutoCloseable {

    private static final String USER = "lab";

    private final String password = UUID.randomUUID().toString();

    private final WorkDatabase unprotectedDatabase;

    private final WorkDatabase protectedDatabase;

    private final Server server;

    WorkDatabases(InstantSource clock) throws SQLException {
        String unique = UUID.randomUUID().toString();
        this.unprotectedDatabase = new WorkDatabase("unprotected-" + unique, USER, this.password, clock);
        this.protectedDatabase = new WorkDatabase("protected-" + unique, USER, this.password, clock);
        this.server = Server.createTcpServer("-tcpPort", "0", "-tcpDaemon").start();
    }

    WorkDatabase of(LaneName lane) {
        return switch (lane) {
            case UNPROTECTED -> this.unprotectedDatabase;
            case PROTECTED -> this.protectedDatabase;
        };
    }

    String url(LaneName lane) {
        return "jdbc:h2:tcp://127.0.0.1:%d/mem:%s".formatted(this.server.getPort(), of(lane).name());
    }

    String user() {
        return USER;
    }

    String password() {
        return this.password;
    }

    @Override
    public void close() throws SQLException {
        this.server.stop();
        this.unprotectedDatabase.close();
        this.protectedDatabase.close();
    }

}
