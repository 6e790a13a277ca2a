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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.sample.ShopApplication;

import static org.assertj.core.api.Assertions.assertThat;

/** Two processes: the first is stopped or killed, and the log of the second is read. */
@Tag("any-jdk")
class FirstInstanceIT {

    private static final String STOPS_TOO = "The first instance stops, and Redis and the database with it, so this "
            + "instance stops too. Started again, the first instance prints a new command for this one.";

    @Test
    void stopsAfterTheOthers() throws Exception {
        try (Instance first = new Instance("--server.port=0");
                Instance other = new Instance(first.argumentsForAnother())) {
            other.awaitLine("The shop is open");
            first.process.toHandle().destroy();
            assertThat(other.remainingMessages()).containsExactly(STOPS_TOO);
            assertThat(first.remainingMessages()).contains("Redis and the database are part of this instance. Other "
                    + "instances that use them stop first: 1.");
        }
    }

    @Test
    void takesTheOthersWithItWhenItIsKilled() throws Exception {
        try (Instance first = new Instance("--server.port=0");
                Instance other = new Instance(first.argumentsForAnother())) {
            other.awaitLine("The shop is open");
            first.process.toHandle().destroyForcibly();
            assertThat(other.remainingMessages()).containsExactly(STOPS_TOO);
        }
    }

    @Test
    void isNeededForAnotherToStart() throws Exception {
        try (Instance other = new Instance("--shop.first-instance=1")) {
            assertThat(other.remainingMessages()).contains(
                    "No first instance listens on port 1 ('--shop.first-instance=1'), so its Redis and its database are "
                            + "gone as well.",
                    "Start the first instance again and use the command that it prints: its ports are new at each start.");
            assertThat(other.process.exitValue()).isOne();
        }
    }

    /** The shop as a process of its own. */
    private static final class Instance implements AutoCloseable {

        private static final Pattern TIME_TO_LOGGER = Pattern.compile("^\\d{4}-\\S+ +INFO .*?\\] \\S+ +: ");

        private final Process process;

        private final BufferedReader output;

        Instance(String... arguments) throws IOException {
            this.process = new ProcessBuilder(Stream
                .concat(Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                        "-cp", System.getProperty("java.class.path"), ShopApplication.class.getName()),
                        Stream.of(arguments))
                .toList()).redirectErrorStream(true).start();
            this.output = this.process.inputReader(StandardCharsets.UTF_8);
        }

        String[] argumentsForAnother() throws IOException {
            String command = awaitLine("--shop.first-instance=");
            return Pattern.compile("--s[^ \"]+")
                .matcher(command)
                .results()
                .map(MatchResult::group)
                .map((argument) -> argument.startsWith("--server.port=") ? "--server.port=0" : argument)
                .toArray(String[]::new);
        }

        String awaitLine(String part) throws IOException {
            for (String line = this.output.readLine(); line != null; line = this.output.readLine()) {
                if (line.contains(part)) {
                    return line;
                }
            }
            throw new IllegalStateException(
                    "The instance has ended without a line that contains '%s'.".formatted(part));
        }

        /** Waits for the end. Only lines of level INFO lose what precedes the message. */
        List<String> remainingMessages() throws InterruptedException {
            List<String> messages = this.output.lines()
                .filter((line) -> !line.isBlank())
                .map((line) -> TIME_TO_LOGGER.matcher(line).replaceFirst(""))
                .toList();
            assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return messages;
        }

        @Override
        public void close() {
            this.process.destroyForcibly();
        }

    }

}
