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

import io.github.stampedesafe.event.RecomputeOutcome;

/**
 * How long a key is left alone after recomputes that brought nothing. After failures the
 * pause doubles from one second up to a bound. Half of each pause is random, so that keys
 * and instances that failed together do not try again together.
 *
 * @param failures how many failed since one succeeded
 * @param lastFailure class and message of the last failure, {@code null} if none failed
 * @param notBefore nano time until which the key is left alone, unless this is
 * {@link #NONE}
 */
record Backoff(int failures, @Nullable String lastFailure, long notBefore) {

    static final Backoff NONE = new Backoff(0, null, 0);

    /** The shortest pause after a failure, and the shortest rest without one. */
    static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final int MOST_DOUBLINGS = 30;

    /** Whether a load that somebody asked for has still to be made after this. */
    static boolean isWorthRepeating(RecomputeOutcome.Result result) {
        return switch (result) {
            case ELSEWHERE, REFUSED, UNAVAILABLE -> true;
            case STORED, UNSTORED, NEEDLESS, FAILED, NEEDS_CALLER -> false;
        };
    }

    /**
     * Returns what follows one more recompute. A key that nobody could load rests for one
     * to two seconds; that is no failure.
     * @param end how the recompute ended
     * @param longest longest pause after failures; at least a second
     */
    Backoff after(RecomputeOutcome end, Duration longest, long nanoTime, RandomGenerator random) {
        return switch (end.result()) {
            case STORED, NEEDLESS -> NONE;
            case UNSTORED, FAILED, NEEDS_CALLER -> failed(end.failure(), longest, nanoTime, random);
            case ELSEWHERE, REFUSED, UNAVAILABLE -> resting(nanoTime, random);
        };
    }

    /** Returns this after one more failure. */
    Backoff failed(@Nullable Throwable failure, Duration longest, long nanoTime, RandomGenerator random) {
        long doubled = SHORTEST.toNanos() << Math.min(this.failures, MOST_DOUBLINGS);
        long pause = Math.min(doubled, longest.toNanos());
        long notBefore = nanoTime + pause / 2 + (long) (random.nextDouble() * (pause / 2.0));
        return new Backoff(this.failures + 1, (failure != null) ? failure.toString() : null, notBefore);
    }

    /** Returns this with a rest of one to two seconds. */
    Backoff resting(long nanoTime, RandomGenerator random) {
        long rest = SHORTEST.toNanos() + (long) (random.nextDouble() * SHORTEST.toNanos());
        return new Backoff(this.failures, this.lastFailure, nanoTime + rest);
    }

    boolean isPausing(long nanoTime) {
        return !equals(NONE) && this.notBefore - nanoTime > 0;
    }

    /** Returns how long the key is still left alone. */
    Duration pause(long nanoTime) {
        return isPausing(nanoTime) ? Duration.ofNanos(this.notBefore - nanoTime) : Duration.ZERO;
    }

}
