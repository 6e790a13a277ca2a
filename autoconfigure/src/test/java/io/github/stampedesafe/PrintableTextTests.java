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

package io.github.stampedesafe;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a key is made of, a message that names it stays one line. */
class PrintableTextTests {

    private static final String FORGED = "DE\n2026-01-01 INFO all is well\u202E";

    @ParameterizedTest
    @ValueSource(strings = { "", "DE", "Zürich, 東京 🛒", "C:\\temp", "a b" })
    void printableTextStaysItself(String text) {
        assertThat(PrintableText.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({ "10, \\u000a", "13, \\u000d", "9, \\u0009", "0, \\u0000", "27, \\u001b", "127, \\u007f",
            "133, \\u0085", "8232, \\u2028", "8233, \\u2029", "8238, \\u202e", "8203, \\u200b", "65279, \\ufeff",
            "55296, \\ud800", "917505, \\u{e0001}" })
    void whatBreaksHidesOrReordersALineIsEscaped(int character, String escape) {
        assertThat(PrintableText.of("a" + Character.toString(character) + "z")).isEqualTo("a" + escape + "z");
    }

    @Test
    void aWholeForgedLineStaysOnItsLine() {
        assertThat(PrintableText.of(FORGED)).isEqualTo("DE\\u000a2026-01-01 INFO all is well\\u202e");
    }

    @ParameterizedTest
    @MethodSource
    void everyExceptionThatNamesAKeyIsOneLine(StampedeSafeException exception) {
        assertThat(exception.getMessage()).contains("DE\\u000a2026-01-01 INFO all is well\\u202e")
            .doesNotContain("\n")
            .doesNotContain("\u202E");
    }

    static Stream<StampedeSafeException> everyExceptionThatNamesAKeyIsOneLine() {
        return Stream.of(new WaitTimeoutException("totals", FORGED, Duration.ofSeconds(1)),
                WaitTimeoutException.inLine("totals", FORGED, Duration.ofSeconds(1)),
                new LoadRefusedException("totals", FORGED, 1, 2), new RecursiveLoadException("totals", FORGED),
                new WaitInterruptedException("totals", FORGED, new InterruptedException()),
                new RememberedFailureException("totals", "FR", "java.io.IOException", FORGED, Instant.EPOCH),
                new CacheUnavailableException("No answer for " + FORGED, null),
                new PayloadException("No " + FORGED, null),
                new InvalidSettingException("'key' is '" + FORGED + "'.", "Write another."));
    }

    @Test
    void bothSentencesOfAWrongSettingAreOneLine() {
        InvalidSettingException exception = new InvalidSettingException("'ttl' is '5\n'.", "Write '5s\n'.");
        assertThat(exception.problem()).isEqualTo("'ttl' is '5\\u000a'.");
        assertThat(exception.remedy()).isEqualTo("Write '5s\\u000a'.");
    }

}
