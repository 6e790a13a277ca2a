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
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What this instance knows of its own hearing: whether it has received all signals of the
 * store, and until when.
 * <p>
 * A subscription delivers signals in the order in which they were sent, and loses none as
 * long as its connection lives. So an answer to a question over the same connection is a
 * proof: every signal that was sent before the question has been received. The time of
 * the last question that was answered is the time until which nothing was missed. After a
 * lost connection a new period begins, and nothing is known of the time before. What that
 * means for a near copy is decided in {@link NearCaches#isTrusted}.
 */
final class Hearing {

    private final LongSupplier nanoTime;

    private volatile Period period;

    Hearing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.period = new Period(0, nanoTime.getAsLong(), null);
    }

    /** Returns what is known now. */
    Period period() {
        return this.period;
    }

    /** Begins a new period, because signals may have been missed. */
    synchronized void missed() {
        this.period = new Period(this.period.number() + 1, this.nanoTime.getAsLong(), null);
    }

    /**
     * Takes note that a question over the subscription was answered.
     * @param sent when it was sent, in ns; a question of an earlier period proves nothing
     */
    synchronized void heard(long sent) {
        Period now = this.period;
        Long until = now.heardUntil();
        if (sent - now.since() >= 0 && (until == null || sent - until > 0)) {
            this.period = new Period(now.number(), now.since(), sent);
        }
    }

    /**
     * A time without a gap.
     *
     * @param number its number
     * @param since its begin, in ns
     * @param heardUntil time until which every signal was received, in ns; {@code null}
     * if there is no proof yet
     */
    record Period(int number, long since, @Nullable Long heardUntil) {

        /**
         * Whether every signal was received that was sent up to a short time ago.
         * @param now the time, in ns
         * @param ago the short time
         */
        boolean isCompleteUntil(long now, Duration ago) {
            Long until = this.heardUntil;
            return until != null && now - until <= ago.toNanos();
        }

    }

}
