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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerTimerTests {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final Deque<Runnable> ticks = new ArrayDeque<>();

    private Duration untilNextTick = Duration.ZERO;

    private static final long START = Duration.ofDays(40).toNanos();

    private long now = START;

    private final AnswerTimer timer = new AnswerTimer(TIMEOUT, () -> this.now, (after, task) -> {
        this.untilNextTick = after;
        this.ticks.add(task);
    });

    @Test
    void anAnswerInTimeIsLeftAlone() {
        CompletableFuture<String> answer = limited();
        tickFor(TIMEOUT.minusMillis(30));
        answer.complete("yes");
        tickFor(TIMEOUT);
        assertThat(answer).isCompletedWithValue("yes");
    }

    @Test
    void noAnswerFailsAfterTheTimeout() {
        CompletableFuture<String> answer = limited();
        tickFor(TIMEOUT.minusMillis(1));
        assertThat(answer).isNotDone();
        tick(Duration.ZERO);
        assertThat(answer).isDone();
        assertThat(this.now - START).isEqualTo(TIMEOUT.toNanos());
        assertFailed(answer);
    }

    @Test
    void aTimeoutThatIsShorterThanAPeriodIsKept() {
        AnswerTimer hasty = new AnswerTimer(Duration.ofNanos(10), () -> this.now, (after, task) -> {
            this.untilNextTick = after;
            this.ticks.add(task);
        });
        CompletableFuture<String> answer = new CompletableFuture<>();
        hasty.limit(answer, TimeoutException::new);
        assertThat(this.untilNextTick).isEqualTo(Duration.ofNanos(10));
        tick(Duration.ZERO);
        assertFailed(answer);
    }

    @Test
    void eachAnswerHasItsOwnTimeout() {
        CompletableFuture<String> first = limited();
        tickFor(Duration.ofMillis(200));
        CompletableFuture<String> second = limited();
        tickFor(Duration.ofMillis(300));
        assertFailed(first);
        assertThat(second).isNotDone();
        tickFor(Duration.ofMillis(200));
        assertFailed(second);
    }

    @Test
    void anAnswerThatIsAskedForBetweenTwoTicksHasItsTimeoutToTheMillisecond() {
        limited();
        tickFor(Duration.ofMillis(200));
        this.now += Duration.ofMillis(10).toNanos();
        CompletableFuture<String> answer = limited();
        this.now -= Duration.ofMillis(10).toNanos();
        tickFor(Duration.ofMillis(509));
        assertThat(answer).isNotDone();
        tickFor(Duration.ofMillis(10));
        assertFailed(answer);
        assertThat(Duration.ofNanos(this.now - START)).hasMillis(710);
    }

    @Test
    void theTimeInWhichNothingWasAskedDoesNotCount() {
        limited().complete("yes");
        tick(Duration.ZERO);
        this.now += Duration.ofHours(1).toNanos();
        CompletableFuture<String> answer = limited();
        long since = this.now;
        while (!answer.isDone()) {
            tick(Duration.ZERO);
        }
        assertThat(this.now - since).isEqualTo(TIMEOUT.toNanos());
    }

    @Test
    void tenTimeoutsAreTheLongestWait() {
        CompletableFuture<String> answer = limited();
        while (!answer.isDone()) {
            tick(Duration.ofMillis(975));
        }
        assertThat(Duration.ofNanos(this.now - START)).isEqualTo(TIMEOUT.multipliedBy(10));
    }

    @Test
    void aPauseOfTheProcessDoesNotCount() {
        CompletableFuture<String> answer = limited();
        tick(Duration.ofSeconds(2));
        tickFor(TIMEOUT.minusMillis(50));
        assertThat(answer).isNotDone();
        tickFor(Duration.ofMillis(75));
        assertFailed(answer);
    }

    @Test
    void aPauseAtTheEndLeavesOneMorePeriodToHearTheAnswer() {
        CompletableFuture<String> answer = limited();
        tickFor(TIMEOUT.minusMillis(25));
        tick(Duration.ofSeconds(2));
        assertThat(answer).isNotDone();
        assertThat(this.untilNextTick).hasMillis(25);
        tick(Duration.ZERO);
        assertFailed(answer);
    }

    @Test
    void aProcessThatSeldomRunsWaitsForTenTimeoutsAtMost() {
        CompletableFuture<String> answer = limited();
        while (!answer.isDone()) {
            tick(Duration.ofMillis(400));
        }
        assertThat(Duration.ofNanos(this.now - START)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(10).plusMillis(425));
    }

    @Test
    void nothingTicksOnceAllIsAnswered() {
        limited().complete("yes");
        tick(Duration.ZERO);
        assertThat(this.ticks).isEmpty();
        CompletableFuture<String> later = limited();
        assertThat(this.ticks).hasSize(1);
        tickFor(TIMEOUT);
        assertFailed(later);
        assertThat(this.ticks).isEmpty();
    }

    @Test
    void aFailureThatAsksAgainIsLimitedToo() {
        CompletableFuture<String> again = new CompletableFuture<>();
        CompletableFuture<String> answer = limited();
        var unused = answer.whenComplete((value, failure) -> this.timer.limit(again, TimeoutException::new));
        tickFor(TIMEOUT);
        assertFailed(answer);
        tickFor(TIMEOUT.plusMillis(25));
        assertFailed(again);
    }

    private CompletableFuture<String> limited() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        this.timer.limit(answer, TimeoutException::new);
        return answer;
    }

    /** Runs the ticks of a time in which the process never stands still. */
    private void tickFor(Duration time) {
        long end = this.now + time.toNanos();
        while (!this.ticks.isEmpty() && this.now + this.untilNextTick.toNanos() <= end) {
            tick(Duration.ZERO);
        }
    }

    private void tick(Duration pause) {
        this.now += this.untilNextTick.plus(pause).toNanos();
        this.ticks.remove().run();
    }

    private static void assertFailed(CompletableFuture<?> answer) {
        assertThat(answer).failsWithin(Duration.ZERO)
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(TimeoutException.class);
    }

}
