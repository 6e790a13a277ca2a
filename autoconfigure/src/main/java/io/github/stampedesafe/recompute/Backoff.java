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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * How long a key is left alone after recomputes that brought nothing.
 *
 * @param failures how many failed since one succeeded
 * @param lastFailure class and message of the last failure, {@code null} if none failed
 * @param notBefore nano time until which the key is left alone, unless this is
 * {@link #NONE}
 */
record Backoff(int failures, @Nullable String lastFailure, long notBefore) {

    static final Backoff NONE = new Backoff(0, null, 0);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private static final int MOST_DOUBLINGS = 9;

    /**
     * Returns these and one more failure: the pause doubles with each, and its second
     * half is left to chance, so that keys that failed together are not tried together.
     */
    Backoff failed(@Nullable Throwable failure, long nanoTime, RandomGenerator random) {
        long nanos = FIRST_PAUSE.toNanos() << Math.min(this.failures, MOST_DOUBLINGS);
        long pause = Math.min(nanos, LONGEST_PAUSE.toNanos());
        long notBefore = nanoTime + pause / 2 + (long) (random.nextDouble() * (pause / 2.0));
        return new Backoff(this.failures + 1, (failure != null) ? failure.toString() : null, notBefore);
    }

    /** Returns these, with a pause. */
    Backoff pausing(Duration pause, long nanoTime) {
        return new Backoff(this.failures, this.lastFailure, nanoTime + pause.toNanos());
    }

    boolean isPausing(long nanoTime) {
        return !equals(NONE) && this.notBefore - nanoTime > 0;
    }

}
