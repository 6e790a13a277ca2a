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

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.sample.ShopApplication;

import static org.assertj.core.api.Assertions.assertThat;

@Tag("any-jdk")
class KilledLabIT {

    private static final String ADDRESS = "Stampede Lab: ";

    @Test
    void itsInstancesEndEvenIfOneIsFrozen() throws Exception {
        Process lab = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), ShopApplication.class.getName(), "--server.port=0",
                "--spring.sql.init.mode=never")
            .redirectErrorStream(true)
            .start();
        try (LabPage page = new LabPage(address(lab.inputReader(StandardCharsets.UTF_8)))) {
            page.awaitInstances(2);
            List<ProcessHandle> instances = lab.descendants().filter(KilledLabIT::isInstance).toList();
            assertThat(instances).hasSize(2);
            assertThat(page.post("/instances/2/freeze", "").statusCode()).isEqualTo(202);
            page.awaitFrame((frame) -> frame.at("/instances/1/state").asString().equals("frozen"));
            lab.destroyForcibly();
            Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(instances).noneMatch(ProcessHandle::isAlive));
        }
        finally {
            lab.destroyForcibly();
        }
    }

    private static boolean isInstance(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("java");
    }

    private static URI address(BufferedReader output) {
        String line = output.lines().filter((printed) -> printed.contains(ADDRESS)).findFirst().orElseThrow();
        Thread rest = new Thread(() -> output.lines().forEach((ignored) -> {
        }), "output");
        rest.setDaemon(true);
        rest.start();
        return URI.create(line.substring(line.indexOf(ADDRESS) + ADDRESS.length()));
    }

}
