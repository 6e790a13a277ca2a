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

package io.github.stampedesafe.store;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EntryTests {

    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

    @ParameterizedTest
    @CsvSource({ "7, 8, true", "7, 7, false", "0, 8, false", "7, 0, false", "0, 0, false" })
    void onlyTwoKnownShapesCanDiffer(long own, long other, boolean isForeign) {
        assertThat(entry(Entry.Kind.VALUE, null, own).isForeignTo(other)).isEqualTo(isForeign);
        assertThat(entry(Entry.Kind.EXPIRED, null, own).isForeignTo(other)).isEqualTo(isForeign);
    }

    @Test
    void aRememberedVersionHasNoShape() {
        assertThat(entry(Entry.Kind.TOMBSTONE, 3L, 7).isForeignTo(8)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({ "3, 2, true", "3, 3, false", "3, 4, false", "3, , false", ", 3, false", ", , false" })
    void onlyAHigherVersionIsNewer(@Nullable Long own, @Nullable Long other, boolean isNewer) {
        assertThat(entry(Entry.Kind.VALUE, own, 7).isNewerThan(other)).isEqualTo(isNewer);
    }

    @ParameterizedTest
    @CsvSource({ "0, false", "-1, false", "-1000, false", "-1001, true" })
    void aLoadThatBeganMoreThanASecondFromNowIsAhead(long millis, boolean isAhead) {
        assertThat(entry(Entry.Kind.VALUE, null, 7).isAheadOf(START.plusMillis(millis))).isEqualTo(isAhead);
    }

    private static Entry entry(Entry.Kind kind, @Nullable Long version, long shape) {
        return new Entry(START, START.plusSeconds(60), Duration.ofMillis(5), version, kind,
                Payload.of(new byte[] { 1 }, shape));
    }

}
