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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerWaitTests {

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private long now = Duration.ofDays(40).toNanos();

    private final AnswerWait wait = new AnswerWait(() -> this.now);

    @Test
    void anAnswerThatIsThereIsNotWaitedFor() throws Exception {
        assertThat(this.wait.await(CompletableFuture.completedFuture("yes"), TIMEOUT)).isTrue();
    }

    @Test
    void aFailureIsAnAnswer() throws Exception {
        assertThat(this.wait.await(CompletableFuture.failedFuture(new IllegalStateException()), TIMEOUT)).isTrue();
    }

    @Test
    void aFailureThatComesIsAnAnswer() throws Exception {
        Silence answer = new Silence() {

            @Override
            public String get(long timeout, TimeUnit unit) throws ExecutionException {
                throw new ExecutionException(new IllegalStateException());
            }

        };
        assertThat(this.wait.await(answer, TIMEOUT)).isTrue();
    }

    @Test
    void anAnswerThatComesAsAShortWaitEndsIsThere() throws Exception {
        long begin = this.now;
        Silence answer = new Silence() {

            @Override
            public String get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
                try {
                    return super.get(timeout, unit);
                }
                catch (TimeoutException ex) {
                    complete("yes");
                    throw ex;
                }
            }

        };
        assertThat(this.wait.await(answer, TIMEOUT)).isTrue();
        assertThat(Duration.ofNanos(this.now - begin)).isEqualTo(AnswerWait.period(TIMEOUT));
    }

    @Test
    void withoutAnAnswerTheWaitTakesTheTimeout() throws Exception {
        long begin = this.now;
        assertThat(this.wait.await(new Silence(), TIMEOUT)).isFalse();
        assertThat(this.now - begin).isEqualTo(TIMEOUT.toNanos());
    }

    @Test
    void aPauseOfTheProcessDoesNotCount() throws Exception {
        long begin = this.now;
        assertThat(this.wait.await(new Silence(0, 800), TIMEOUT)).isFalse();
        assertThat(Duration.ofNanos(this.now - begin)).isEqualTo(TIMEOUT.plusMillis(800));
    }

    @Test
    void anAnswerIsHeardAfterAPauseThatOutlastsTheTimeout() throws Exception {
        Silence answer = new Silence(0, 0, 800);
        answer.answeredAt = this.now + Duration.ofMillis(880).toNanos();
        assertThat(this.wait.await(answer, TIMEOUT)).isTrue();
    }

    @Test
    void aPauseAtTheEndOfTheWaitLeavesOneMorePeriodToHearTheAnswer() throws Exception {
        Integer[] pauses = new Integer[20];
        java.util.Arrays.fill(pauses, 0);
        pauses[19] = 800;
        Silence answer = new Silence(pauses);
        answer.answeredAt = this.now + Duration.ofMillis(1_301).toNanos();
        assertThat(this.wait.await(answer, TIMEOUT)).isTrue();
    }

    @Test
    void aProcessThatSeldomRunsWaitsForTenTimeoutsAtMost() throws Exception {
        Integer[] pauses = new Integer[100];
        java.util.Arrays.fill(pauses, 400);
        long begin = this.now;
        assertThat(this.wait.await(new Silence(pauses), TIMEOUT)).isFalse();
        assertThat(Duration.ofNanos(this.now - begin)).isBetween(TIMEOUT.multipliedBy(10),
                TIMEOUT.multipliedBy(10).plusMillis(425));
    }

    /** An answer that is not there; each wait for it takes its time and one pause. */
    private class Silence extends CompletableFuture<String> {

        private final Deque<Integer> pauses;

        private long answeredAt = Long.MAX_VALUE;

        Silence(Integer... pauses) {
            this.pauses = new ArrayDeque<>(List.of(pauses));
        }

        @Override
        public String get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
            Integer pause = this.pauses.poll();
            long end = AnswerWaitTests.this.now + unit.toNanos(timeout);
            if (this.answeredAt <= end) {
                complete("yes");
                return "yes";
            }
            AnswerWaitTests.this.now = end + TimeUnit.MILLISECONDS.toNanos((pause != null) ? pause : 0);
            throw new TimeoutException();
        }

    }

}
