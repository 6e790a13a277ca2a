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

import java.nio.file.Files;
import java.nio.file.Path;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A Redis server for tests that do not care which: the one named by the system property
 * or environment variable {@code STAMPEDE_SAFE_TEST_REDIS} as {@code host:port}, else one
 * in Docker if there is Docker, else a child process. All tests of a JVM share it.
 */
public final class RedisServers {

    private static final String OVERRIDE = "STAMPEDE_SAFE_TEST_REDIS";

    private static final int PORT = 6379;

    private RedisServers() {
    }

    /** Returns the server, which is started once and stopped with the JVM. */
    public static Address shared() {
        return Holder.ADDRESS;
    }

    private static Address find() {
        String override = System.getProperty(OVERRIDE, System.getenv(OVERRIDE));
        if (override != null) {
            return parse(override);
        }
        return isDockerThere() ? inDocker() : asProcess();
    }

    public static Address parse(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        if (colon < 1 || !hostAndPort.substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("'%s' must be host:port but is '%s'".formatted(OVERRIDE, hostAndPort));
        }
        return new Address(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }

    /**
     * Asking Testcontainers takes seconds, and logs an error, where there is no Docker.
     */
    private static boolean isDockerThere() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource")
    private static Address inDocker() {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("redis:7.4-alpine"))
            .withExposedPorts(PORT);
        container.start();
        return new Address(container.getHost(), container.getMappedPort(PORT));
    }

    private static Address asProcess() {
        RedisProcess process = RedisProcess.start();
        return new Address(process.host(), process.port());
    }

    /** Where a server is. */
    public record Address(String host, int port) {
    }

    private static final class Holder {

        static final Address ADDRESS = find();

    }

}
