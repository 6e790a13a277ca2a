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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.store.Entry;

/** One recompute of a key, as its planner wants it. */
interface Recompute {

    /** Returns what is loaded. */
    Request request();

    /**
     * Decides whether the value has to be replaced. Called once, when the recompute has a
     * thread, or not at all.
     * @param found what is stored and could still be served, {@code null} for nothing
     */
    boolean isDue(@Nullable Entry found);

    /**
     * Whether the load time may leave a debt in the budget. A recompute that a user asked
     * for spends only what is left, so that hot keys do not have to wait for theirs.
     */
    default boolean mayLeaveDebt() {
        return false;
    }

    /**
     * Plans what follows the recompute. Called once, under the lock of the dispatcher.
     * @param end how it ended
     * @return how much later than planned the recompute began, {@code null} if the key
     * was not due, which no listener has to hear
     */
    @Nullable Duration ended(RecomputeOutcome end);

}
