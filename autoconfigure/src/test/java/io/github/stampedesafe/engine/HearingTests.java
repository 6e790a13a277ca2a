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

package io.github.stampedesafe.engine;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;

/** When an instance is sure to have received all signals. */
class HearingTests {

    private static final Duration AGO = Duration.ofMillis(500);

    private final MutableClock clock = new MutableClock();

    private final Hearing hearing = new Hearing(this.clock::nanoTime);

    @Test
    void withoutAnAnswerNothingIsSure() {
        assertThat(isComplete()).isFalse();
    }

    @Test
    void anAnswerHoldsFromTheMomentAtWhichItsQuestionWasSent() {
        long sent = this.clock.nanoTime();
        this.clock.advance(Duration.ofMillis(400));
        this.hearing.heard(sent);
        assertThat(isComplete()).isTrue();
        this.clock.advance(Duration.ofMillis(100));
        assertThat(isComplete()).isTrue();
        this.clock.advance(Duration.ofNanos(1));
        assertThat(isComplete()).isFalse();
    }

    @Test
    void aLateAnswerToAnEarlierQuestionTakesNothingBack() {
        long early = this.clock.nanoTime();
        this.clock.advance(AGO.plusNanos(1));
        this.hearing.heard(this.clock.nanoTime());
        this.hearing.heard(early);
        assertThat(isComplete()).isTrue();
    }

    @Test
    void aMissBeginsAPeriodOfWhichNothingIsKnown() {
        this.hearing.heard(this.clock.nanoTime());
        int before = this.hearing.period().number();
        this.hearing.missed();
        assertThat(this.hearing.period().number()).isNotEqualTo(before);
        assertThat(isComplete()).isFalse();
    }

    @Test
    void anAnswerToAQuestionOfAnEarlierPeriodProvesNothing() {
        long sent = this.clock.nanoTime();
        this.clock.advance(Duration.ofMillis(1));
        this.hearing.missed();
        this.hearing.heard(sent);
        assertThat(isComplete()).isFalse();
        this.hearing.heard(this.clock.nanoTime());
        assertThat(isComplete()).isTrue();
    }

    private boolean isComplete() {
        return this.hearing.period().isCompleteUntil(this.clock.nanoTime(), AGO);
    }

}
