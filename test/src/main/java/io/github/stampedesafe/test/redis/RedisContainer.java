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

/** A Redis server in Docker. Only loaded where Testcontainers is on the class path. */
final class RedisContainer {

    private static final int PORT = 6379;

    private RedisContainer() {
    }

    /**
     * Asking Testcontainers takes seconds, and logs an error, where there is no Docker.
     */
    static boolean isDockerThere() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource")
    static RedisServers.Server start() {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("redis:8.0-alpine"))
            .withExposedPorts(PORT);
        container.start();
        return new RedisServers.Server(new RedisServers.Address(container.getHost(), container.getMappedPort(PORT)),
                false, container::stop);
    }

}
