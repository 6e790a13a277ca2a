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

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * The changes of a call that returns before its value is there. They are carried out when
 * the value comes, on whatever thread, but at the time that the transaction of the thread
 * that called says. Thread-safe.
 */
@FunctionalInterface
public interface LaterChanges {

    /**
     * Carries a change out at its time, or never. Blocks no thread.
     * @param change the change
     * @return completes when the change was carried out, or at once if it waits for a
     * commit; fails with what the change failed with
     */
    CompletionStage<@Nullable Void> schedule(Change change);

    /**
     * Carries out a change that a caller wants before its method runs, see
     * {@link ChangeSchedule#scheduleAndApply}.
     * @param change the change; may be carried out more than once
     */
    default CompletionStage<@Nullable Void> scheduleAndStart(Change change) {
        return change.start();
    }

}
