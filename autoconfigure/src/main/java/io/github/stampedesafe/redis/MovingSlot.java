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

package io.github.stampedesafe.redis;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * One question about a slot that a cluster may be moving. Until all names of a key are on
 * one node, each node answers {@code TRYAGAIN} to a script, and has done nothing. The
 * question is asked again after pauses of 5 to 50 ms.
 */
final class MovingSlot {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Duration retryTime;

    private final long begin = System.nanoTime();

    private Duration pause = FIRST_PAUSE;

    /**
     * Creates the question.
     * @param retryTime how long to ask again
     */
    MovingSlot(Duration retryTime) {
        this.retryTime = retryTime;
    }

    /**
     * Returns the pause before the question is asked again, {@code null} if it is not.
     */
    @Nullable Duration pauseAfter(Throwable failure) {
        Duration next = this.pause;
        if (!RedisAccess.isError(failure, "TRYAGAIN")
                || next.plusNanos(System.nanoTime() - this.begin).compareTo(this.retryTime) > 0) {
            return null;
        }
        Duration doubled = next.multipliedBy(2);
        this.pause = (doubled.compareTo(LONGEST_PAUSE) < 0) ? doubled : LONGEST_PAUSE;
        return next;
    }

}
