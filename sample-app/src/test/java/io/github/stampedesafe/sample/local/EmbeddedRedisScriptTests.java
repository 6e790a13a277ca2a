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

package io.github.stampedesafe.sample.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The script that runs Redis, with a server that its parent never collects. */
@EnabledOnOs(OS.LINUX)
class EmbeddedRedisScriptTests {

    /** The parent of the server becomes a program that does not wait for children. */
    private static final String UNCOLLECTED_SERVER = """
            #!/bin/sh
            (sleep 40 & echo $! > redis.pid; exec sleep 40) > /dev/null 2>&1 &
            """;

    @Test
    void aServerThatHasEndedIsDownBeforeItsParentCollectsIt(@TempDir Path parent) throws Exception {
        Path directory = Files.createDirectory(parent.resolve("redis"));
        Path server = Files.writeString(directory.resolve("redis-server"), UNCOLLECTED_SERVER);
        Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwx------"));
        Process script = new ProcessBuilder("/bin/sh", copy(parent).toString(), directory.toString(), "1")
            .redirectErrorStream(true)
            .start();
        try (BufferedReader output = script.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("ready");
            script.outputWriter(StandardCharsets.UTF_8).append("kill\n").flush();
            assertThat(CompletableFuture.supplyAsync(() -> line(output))).succeedsWithin(Duration.ofSeconds(20))
                .isEqualTo("down");
            script.getOutputStream().close();
            assertThat(script.onExit()).succeedsWithin(Duration.ofSeconds(30));
            assertThat(directory).doesNotExist();
        }
        finally {
            script.destroyForcibly();
        }
    }

    private static Path copy(Path directory) throws IOException {
        try (InputStream script = EmbeddedRedis.class.getResourceAsStream("/embedded-redis.sh")) {
            assertThat(script).isNotNull();
            Path copy = directory.resolve("embedded-redis.sh");
            Files.copy(script, copy);
            return copy;
        }
    }

    private static String line(BufferedReader output) {
        try {
            return output.readLine();
        }
        catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
