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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/** Decides when a change is carried out: now, or after the commit of a transaction. */
@FunctionalInterface
public interface ChangeSchedule {

    /**
     * Carries the change out at its time, or never.
     * @param change the change
     */
    void schedule(Change change);

    /**
     * Carries out a change that a caller wants before its method runs, whatever becomes
     * of the method: now. A schedule that would carry the change out later does so as
     * well, because a load in between may read what the method has not committed yet.
     * @param change the change; may be applied more than once
     */
    default void scheduleAndApply(Change change) {
        change.apply();
    }

    /**
     * Returns the schedule of changes that a call of the current thread will have when
     * its value comes, after it has returned. Unless overridden, such changes are handed
     * to {@link #schedule} on the thread on which the value comes.
     */
    default LaterChanges later() {
        return (change) -> Stages.<@Nullable Void>blocking(() -> {
            schedule(change);
            return null;
        });
    }

}
