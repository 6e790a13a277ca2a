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

package io.github.stampedesafe.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Signal;

import static org.assertj.core.api.Assertions.assertThat;

class SignalFormatTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    @Test
    void messagesAreWhatTheDocumentationSays() {
        assertThat(SignalFormat.filled(KEY)).isEqualTo("1 filled totals:DE");
        assertThat(SignalFormat.failed(KEY)).isEqualTo("1 failed totals:DE");
        assertThat(SignalFormat.evicted(KEY)).isEqualTo("1 evicted totals:DE");
        assertThat(SignalFormat.clearedBy("totals")).isEqualTo("1 cleared totals:");
        assertThat(SignalFormat.expiredBy("totals")).isEqualTo("1 expired totals:");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "DE", " ", ": :", "a b:c", "Zürich 東京 🚀", "\n\u0000", "1 filled x:y" })
    void keysMayHoldAnyText(String text) {
        CacheKey key = new CacheKey("tötals.v2", text);

        assertThat(SignalFormat.read(SignalFormat.filled(key))).isEqualTo(new Signal.Filled(key));
        assertThat(SignalFormat.read(SignalFormat.failed(key))).isEqualTo(new Signal.Failed(key));
        assertThat(SignalFormat.read(SignalFormat.evicted(key))).isEqualTo(new Signal.Evicted(key));
    }

    @Test
    void changesOfAWholeCacheCarryItsMark() {
        assertThat(SignalFormat.read("1 cleared totals:1763632800000"))
            .isEqualTo(new Signal.Cleared("totals", 1_763_632_800_000L));
        assertThat(SignalFormat.read("1 expired totals:35184372088831"))
            .isEqualTo(new Signal.Expired("totals", Marks.MAX));
    }

    @Test
    void messagesTooLongForAnyKeyAreIgnored() {
        byte[] message = ("1 evicted totals:" + "x".repeat(4_096)).getBytes(StandardCharsets.UTF_8);

        assertThat(SignalFormat.read(message)).isNull();
        assertThat(SignalFormat.read(Arrays.copyOf(message, 4_096))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "1", "1 ", "1 filled", "1 filled ", "1 filled totals", "1 filled :DE",
            "2 filled totals:DE", "1 renewed totals:DE", "1 cleared totals:", "1 cleared totals:soon",
            "1 cleared totals:99999999999999999999", "1 cleared totals:9223372036854775807",
            "1 cleared totals:999999999999999", "1 cleared totals:35184372088832", "1 cleared totals:0",
            "1 cleared totals:-1", "1 cleared totals:+1", "1 expired totals:1e3", "filled totals:DE", ":", "1 :", " : ",
            "\uFFFD" })
    void anythingElseIsIgnored(String text) {
        assertThat(SignalFormat.read(text)).isNull();
    }

}
