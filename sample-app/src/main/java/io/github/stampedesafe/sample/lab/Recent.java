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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** The times of the answers of the last second. Guarded by its {@link Lane}. */
final class Recent {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST = 2_000;

    private final Deque<Time> times = new ArrayDeque<>();

    void add(long now, long nanos) {
        if (this.times.size() == MOST) {
            this.times.removeFirst();
        }
        this.times.addLast(new Time(now, nanos));
    }

    Summary summary(long now) {
        while (!this.times.isEmpty() && now - this.times.getFirst().at > SECOND) {
            this.times.removeFirst();
        }
        long[] sorted = this.times.stream().mapToLong(Time::nanos).sorted().toArray();
        return (sorted.length == 0) ? new Summary(null, null)
                : new Summary(millis(sorted[(sorted.length - 1) / 2]), millis(sorted[sorted.length - 1]));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e5) / 10d;
    }

    /**
     * Half of the answers came within the median.
     *
     * @param p50 in ms, or {@code null} if there was no answer
     * @param max in ms, or {@code null} if there was no answer
     */
    record Summary(@Nullable Double p50, @Nullable Double max) {
    }

    private record Time(long at, long nanos) {
    }

}
