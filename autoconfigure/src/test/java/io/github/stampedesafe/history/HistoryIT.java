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

package io.github.stampedesafe.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.convert.DurationStyle;

import io.github.stampedesafe.chaos.Report;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three JVMs on a real Redis read, evict, put and clear a few keys over a register. Runs
 * for the time of the system property {@code stampede-safe.history}.
 */
@Tag("any-jdk")
class HistoryIT {

    private static final Duration TIME = DurationStyle
        .detectAndParse(System.getProperty("stampede-safe.history", "12s"));

    private static final String PUBLISH = "io/github/stampedesafe/redis/publish.lua";

    @TempDir
    private Path directory;

    @Test
    void noReadIsOlderThanTheLastWriteCompletedBeforeItBegan() throws IOException {
        List<Event> history = new Chronicle(HistoryMakers.WORKERS, "", this.directory).make(TIME, 1, (soFar) -> true);

        List<String> violations = HistoryCheck.violations(history);
        report("4-history", "The library", history, violations);
        assertThat(violations).isEmpty();
        assertThat(history).hasSizeGreaterThan(1000);
        for (Event.Kind kind : Event.Kind.values()) {
            assertThat(history).anyMatch((event) -> event.kind() == kind);
        }
    }

    @Test
    void aLibraryThatPublishesWithoutLookingAtItsFenceIsCaught() throws IOException {
        Path patched = this.directory.resolve(PUBLISH);
        Files.createDirectories(patched.getParent());
        Files.writeString(patched, withoutFence());

        List<Event> history = new Chronicle(List.of("a", "b"), this.directory.toString(), this.directory)
            .make(Duration.ofSeconds(2), 10, (soFar) -> !HistoryCheck.violations(soFar).isEmpty());

        List<String> violations = HistoryCheck.violations(history);
        report("5-mutant", "The same without the comparison of the fence in `publish.lua`", history, violations);
        assertThat(violations).isNotEmpty();
    }

    /** Returns the script that stores a loaded value whatever happened meanwhile. */
    private static String withoutFence() throws IOException {
        try (InputStream script = HistoryIT.class.getResourceAsStream("/" + PUBLISH)) {
            assertThat(script).isNotNull();
            String source = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            String mutant = source.replaceFirst("if stored\\(KEYS\\[2]\\) ~= fence\\(ARGV\\[\\d+]\\) then",
                    "if false then");
            assertThat(mutant).as("publish.lua compares the fence").isNotEqualTo(source);
            return mutant;
        }
    }

    private static void report(String name, String what, List<Event> history, List<String> violations) {
        long reads = history.stream().filter((event) -> event.kind() == Event.Kind.READ).count();
        Report.write(name, "History: " + what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1), """
                | reads | writes (evict, put, clear) | reads older than the last write completed before them |
                |---|---|---|
                | %s | %s | %s |
                """.formatted(rounded(reads), rounded(history.size() - reads),
                violations.isEmpty() ? "0" : "caught: " + rounded(violations.size())));
    }

    /** Two digits say enough. */
    private static String rounded(long count) {
        long unit = 1;
        while (count / unit >= 100) {
            unit *= 10;
        }
        return "about %,d".formatted(count / unit * unit);
    }

}
