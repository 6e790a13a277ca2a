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

/** The longest time that a call waits, counted from its first wait. */
final class WaitLimit {

    private final LongSupplier nanoTime;

    private final long since;

    private final Duration limit;

    WaitLimit(LongSupplier nanoTime, Duration limit) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
        this.limit = limit;
    }

    /** Returns the nano time of the beginning. */
    long since() {
        return this.since;
    }

    /** Returns how long the call has been waiting. */
    Duration waited() {
        return Duration.ofNanos(this.nanoTime.getAsLong() - this.since);
    }

    /** Returns the time left for a wait of at most {@code limit}. */
    Duration upTo(Duration limit) {
        Duration left = this.limit.minus(waited());
        return (left.compareTo(limit) < 0) ? left : limit;
    }

    /** Whether the call waits no longer. */
    boolean isReached() {
        return waited().compareTo(this.limit) >= 0;
    }

}
