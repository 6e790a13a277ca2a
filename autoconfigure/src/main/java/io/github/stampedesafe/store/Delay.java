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

package io.github.stampedesafe.store;

import java.time.Duration;

/** Runs tasks later. The tasks are short and never block. */
@FunctionalInterface
public interface Delay {

    /**
     * Runs a task later.
     * @param after the time until then; not negative
     * @param task what to run, on any thread
     */
    void run(Duration after, Runnable task);

    /**
     * Returns the delay that adapters of drivers share: one daemon thread, which ends
     * once it had nothing to do for ten seconds.
     */
    static Delay shared() {
        return SharedDelay.INSTANCE;
    }

}
