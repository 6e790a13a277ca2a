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

package io.github.stampedesafe.simulation;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;

/** One load, on behalf of a call, of nobody, or ahead of time. */
final class LoadRun {

    final int id;

    final CacheKey key;

    final Node node;

    /** The call on whose thread it runs, {@code null} in the background. */
    final @Nullable Call call;

    /** Step at which its lease was granted, −1 if it has none. */
    final int leasedAt;

    final int begin;

    final long beginTime;

    /** The call that asked to recompute the key, {@code null} for any other load. */
    @Nullable Call recompute;

    /** Whose plan it is, {@code null} if no planner began it. */
    @Nullable Plan plan;

    /** The call that it makes itself, {@code null} for none. */
    @Nullable Call nested;

    /** The first of the loads that one call of the method runs together. */
    LoadRun together = this;

    /** When it set its fence, {@code null} if it runs without one. */
    @Nullable Attempt attempt;

    /** The marks that were known before it, {@code null} if it was not published. */
    @Nullable Marks stamps;

    /** Version of what it read, {@code null} if it has none. */
    @Nullable Long version;

    /** What brings its value, {@code null} for a load that holds a thread. */
    @Nullable Work work;

    /** Whether it ended because nobody waited for it. */
    boolean isCancelled;

    int end = Call.NEVER;

    long endTime = Actor.NEVER;

    @Nullable Throwable failure;

    /**
     * Calls of its instance that were waiting for its key when it ended, since it began.
     */
    List<Call> waiters = List.of();

    LoadRun(int id, CacheKey key, Node node, @Nullable Call call, int leasedAt, int begin, long beginTime) {
        this.id = id;
        this.key = key;
        this.node = node;
        this.call = call;
        this.leasedAt = leasedAt;
        this.begin = begin;
        this.beginTime = beginTime;
    }

    /** Whether it does nothing at a step but wait for the call that it makes itself. */
    boolean standsStill(int step) {
        return this.nested != null && this.nested.start <= step && step < this.nested.end;
    }

    /** Whether it is a recompute. */
    boolean isAhead() {
        return this.recompute != null || this.plan != null;
    }

    String value() {
        return "L" + this.id;
    }

    /** Whose plan a load is. */
    enum Plan {

        /** A method is recomputed at set times. */
        SCHEDULED,

        /** A registry recomputes a hot key. */
        HOT_KEY

    }

    /**
     * The moment at which the store lets a load begin.
     *
     * @param step the step
     * @param time the time, in ns
     * @param loadStart the same in the store's time
     * @param standing what is stored then, {@code null} for nothing
     */
    record Attempt(int step, long time, Instant loadStart, @Nullable Entry standing) {
    }

    @Override
    public String toString() {
        return "load " + this.id + " (" + this.key + " on " + this.node + ", steps " + this.begin + " to "
                + ((this.end != Call.NEVER) ? this.end : "?") + ")";
    }

}
