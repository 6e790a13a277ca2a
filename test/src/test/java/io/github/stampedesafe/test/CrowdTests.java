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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CrowdTests {

    @Test
    void everyCallerCallsOnce() {
        AtomicInteger calls = new AtomicInteger();

        assertThat(Crowd.of(8, calls::incrementAndGet)).hasDistinctAnswers(8).hasNoFailures();
        assertThat(calls).hasValue(8);
    }

    @Test
    void figuresAreOnALineEach() {
        CrowdFigures figures = new CrowdFigures(9, 2,
                new LoadCount.Counted(3, Map.of("totals:DE", 2, "reports:(int)2026", 1)),
                Arrays.asList("a", "b", null, "c", "a"), List.of(new IllegalStateException("boom"),
                        new IllegalStateException("boom"), new IllegalArgumentException()),
                Duration.ofMillis(1_312));

        assertThat(figures.table()).isEqualTo("""
                callers           9 on 2 instances
                loads             3 (1 × reports:(int)2026, 2 × totals:DE)
                distinct answers  4 (a, b, null, …)
                failures          3 (1 × java.lang.IllegalArgumentException, 2 × java.lang.IllegalStateException: boom)
                longest wait      1312 ms""".indent(2).stripTrailing());
    }

    @Test
    void unfulfilledExpectationsSayWhatThereWas() {
        Crowd crowd = Crowd.of(List.of(() -> "a", () -> {
            throw new IllegalStateException("boom");
        }));

        assertFails(() -> assertThat(crowd).hasNoFailures(), "Expected 0 failures but there were 1:");
        assertFails(() -> assertThat(crowd).hasFailures(2), "Expected 2 failures but there were 1:");
        assertFails(() -> assertThat(crowd).hasDistinctAnswers(2), "Expected 2 distinct answers but there were 1:");
        assertFails(() -> assertThat(crowd).hasOnlyAnswer("a"), "Expected all callers to get 'a' but 1 did not:");
        assertFails(() -> assertThat(crowd).hasLongestWaitUnder(Duration.ZERO),
                "Expected the longest wait to be under 0 ms but it was ");
    }

    @Test
    void loadsAreOnlyKnownOfInstances() {
        assertThatIllegalStateException().isThrownBy(() -> assertThat(Crowd.one(() -> "a")).hasLoads(1))
            .withMessage("The loads of this crowd are not counted, because it calls no instance. "
                    + "Start it with 'instances.crowd(…)', or count the loads in the method.");
    }

    @Test
    void aCrowdIsNotEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> Crowd.of(0, () -> "a"))
            .withMessage("A crowd must have at least one caller but has 0");
    }

    private static void assertFails(Runnable assertion, String beginning) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
            .withMessageStartingWith(beginning)
            .withMessageContaining("callers           2 on 1 instance\n  loads             not counted\n");
    }

}
