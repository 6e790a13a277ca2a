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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswersTests {

    @Test
    void percentilesAreCallsThatWereMeasured() {
        Answers hundred = took(IntStream.rangeClosed(1, 100).map((i) -> i * 1_000).toArray());

        assertThat(hundred.percentile(50)).isEqualTo(50.0);
        assertThat(hundred.percentile(99)).isEqualTo(99.0);
        assertThat(hundred.percentile(100)).isEqualTo(100.0);
    }

    @Test
    void orderOfTheCallsDoesNotMatter() {
        assertThat(took(9_000, 1_000, 5_000).percentile(50)).isEqualTo(5.0);
    }

    @Test
    void highPercentileOfFewCallsIsTheSlowest() {
        assertThat(took(1_000, 7_000).percentile(99)).isEqualTo(7.0);
        assertThat(took(1_500).percentile(50)).isEqualTo(1.5);
    }

    @Test
    void noCallTookNoTime() {
        assertThat(Answers.NONE.percentile(99)).isZero();
    }

    @Test
    void answersOfInstancesAreCountedTogether() {
        Answers all = Answers.all(List.of(new Answers(new int[] { 1_000 }, 1, 0, ""),
                new Answers(new int[] { 3_000, 2_000 }, 2, 1, "broken"), new Answers(new int[0], 0, 0, "later")));

        assertThat(all).isEqualTo(new Answers(new int[] { 1_000, 3_000, 2_000 }, 3, 1, "broken"));
    }

    @Test
    void lineTellsEverything() {
        Answers some = new Answers(new int[] { 17, 4 }, 3, 1, "java.lang.Exception: a\tb\nc");

        assertThat(Answers.parse(some.line()))
            .isEqualTo(new Answers(new int[] { 17, 4 }, 3, 1, "java.lang.Exception: a b c"));
        assertThat(Answers.parse(Answers.NONE.line())).isEqualTo(Answers.NONE);
    }

    private static Answers took(int... micros) {
        return new Answers(micros, 0, 0, "");
    }

}
