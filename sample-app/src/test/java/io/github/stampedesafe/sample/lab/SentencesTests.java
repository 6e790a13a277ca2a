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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SentencesTests {

    @Test
    void bothLanesStandSideBySide() {
        assertThat(Sentences.compare(new Figures(96, new LaneFigures(1, 312, 0, 0), new LaneFigures(96, 9_400, 0, 0))))
            .isEqualTo("96 callers, 1 query, slowest 312 ms; without: 96 queries, slowest 9.4 s.");
    }

    @Test
    void failuresAndStaleAnswersAreToldOfBothLanesIfOneHasAny() {
        assertThat(Sentences.compare(new Figures(1_281, new LaneFigures(2, 37, 0, 0), new LaneFigures(93, 407, 80, 1))))
            .isEqualTo("1,281 callers, 2 queries, slowest 37 ms, 0 failed, 0 stale answers;"
                    + " without: 93 queries, slowest 407 ms, 80 failed, 1 stale answer.");
    }

    @Test
    void whateverIsWorseWithProtectionIsSaid() {
        assertThat(Sentences.compare(new Figures(2, new LaneFigures(3, 2_600, 2, 1), new LaneFigures(2, 1_900, 1, 0))))
            .isEqualTo("2 callers, 3 queries, slowest 2.6 s, 2 failed, 1 stale answer;"
                    + " without: 2 queries, slowest 1.9 s, 1 failed, 0 stale answers."
                    + " Here protection had more queries and a longer wait and more failures and more stale answers.");
    }

    @Test
    void differencesOfLessThanTheNoiseAreNoLongerWait() {
        assertThat(Sentences.compare(new Figures(1, new LaneFigures(1, 60, 0, 0), new LaneFigures(1, 10, 0, 0))))
            .isEqualTo("1 caller, 1 query, slowest 60 ms; without: 1 query, slowest 10 ms.");
        assertThat(Sentences.compare(new Figures(1, new LaneFigures(1, 61, 0, 0), new LaneFigures(1, 10, 0, 0))))
            .isEqualTo("1 caller, 1 query, slowest 61 ms; without: 1 query, slowest 10 ms."
                    + " Here protection had a longer wait.");
    }

    @Test
    void whatHappenedComesFirst() {
        Figures figures = new Figures(1, new LaneFigures(1, 5, 0, 0), new LaneFigures(1, 5, 0, 0));
        assertThat(Ending.of("With a Redis that was gone", figures).sentence())
            .isEqualTo("With a Redis that was gone: 1 caller, 1 query, slowest 5 ms; without: 1 query, slowest 5 ms.");
    }

}
