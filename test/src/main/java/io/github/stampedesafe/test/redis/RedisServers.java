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

package io.github.stampedesafe.test.redis;

import org.springframework.util.ClassUtils;

/**
 * Redis servers for tests that do not care which: the one named by the system property or
 * environment variable {@code STAMPEDE_TEST_REDIS} as {@code host:port}, else one in
 * Docker if there is Docker, else a child process.
 */
public final class RedisServers {

    /**
     * Names the server to use. It does not begin with the library's own prefix, because
     * the library refuses variables with that prefix that are no properties.
     */
    public static final String OVERRIDE = "STAMPEDE_TEST_REDIS";

    private static final boolean TESTCONTAINERS = isPresent("org.testcontainers.DockerClientFactory");

    private RedisServers() {
    }

    /** Returns the server that all tests of the JVM share. It stops with the JVM. */
    public static Address shared() {
        return Holder.SERVER.address();
    }

    /** Starts a server with nothing in it, unless one is named for all tests. */
    public static Server start() {
        String override = System.getProperty(OVERRIDE, System.getenv(OVERRIDE));
        if (override != null) {
            return new Server(parse(override), true, () -> {
            });
        }
        if (TESTCONTAINERS && RedisContainer.isDockerThere()) {
            return RedisContainer.start();
        }
        RedisProcess process = RedisProcess.start();
        return new Server(new Address(process.host(), process.port()), false, process::close);
    }

    /**
     * Reads the address of a server.
     * @param hostAndPort {@code host:port}
     * @throws IllegalArgumentException if it is something else
     */
    public static Address parse(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 1 || !hostAndPort.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'%s' must be host:port but is '%s'".formatted(OVERRIDE, hostAndPort));
        }
        return new Address(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, RedisServers.class.getClassLoader());
    }

    /**
     * Where a server is.
     *
     * @param host its host
     * @param port its port
     */
    public record Address(String host, int port) {
    }

    /**
     * A server.
     *
     * @param address where it is
     * @param isShared whether tests of other processes may use it
     * @param stop stops it
     */
    public record Server(Address address, boolean isShared, Runnable stop) implements AutoCloseable {

        @Override
        public void close() {
            this.stop.run();
        }

    }

    private static final class Holder {

        static final Server SERVER = start();

    }

}
