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

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.history.Event.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryCheckTests {

    private static final long SECOND = 1_000_000_000;

    @Test
    void aReadThatBeganAfterAWriteReturnedMustSeeIt() {
        assertThat(HistoryCheck.violations(List.of(write("a", Kind.EVICT, 1_000, 2), read("b", 6_000, 1))))
            .containsExactly(
                    "read of version 1 of k by b, begun 5 µs after the end of the evict of version 2 of k by a");
    }

    @Test
    void aReadThatBeganBeforeMaySeeEither() {
        assertThat(HistoryCheck.violations(
                List.of(write("a", Kind.PUT, 1_000, 2), read("b", 1_000, 1), read("b", 900, 2), read("b", 900, 1))))
            .isEmpty();
    }

    @Test
    void theNewestOfAllWritesThatReturnedCounts() {
        List<Event> history = List.of(write("a", Kind.EVICT, 1_000, 3), write("b", Kind.EVICT, 2_000, 2),
                read("a", 3_000, 2), read("a", 3_000, 3));

        assertThat(HistoryCheck.violations(history)).hasSize(1);
    }

    @Test
    void aClearCountsAtOnceOnItsOwnInstanceAndAfterASecondElsewhere() {
        Event clear = write("a", Kind.CLEAR, 1_000, 2);

        assertThat(HistoryCheck.violations(List.of(clear, read("a", 2_000, 1)))).hasSize(1);
        assertThat(HistoryCheck.violations(List.of(clear, read("b", SECOND, 1)))).isEmpty();
        assertThat(HistoryCheck.violations(List.of(clear, read("b", SECOND + 2_000, 1)))).hasSize(1);
    }

    @Test
    void otherKeysDoNotMatter() {
        assertThat(
                HistoryCheck.violations(List.of(new Event("a", Kind.EVICT, "other", 0, 1_000, 2), read("b", 2_000, 1))))
            .isEmpty();
    }

    @Test
    void anEventIsReadAsItWasWritten() {
        Event event = read("a", 7, 1);

        assertThat(Event.parse(event.format())).isEqualTo(event);
    }

    private static Event write(String worker, Kind kind, long ended, long version) {
        return new Event(worker, kind, "k", ended - 100, ended, version);
    }

    private static Event read(String worker, long begun, long version) {
        return new Event(worker, Kind.READ, "k", begun, begun + 100, version);
    }

}
