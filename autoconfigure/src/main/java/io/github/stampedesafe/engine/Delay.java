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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs something later, for attempts that no thread waits for. Thread-safe. */
@FunctionalInterface
public interface Delay {

    /**
     * Returns a delay by the clock of the system.
     */
    static Delay system() {
        return (time, task) -> {
            CompletableFuture<Void> over = new CompletableFuture<Void>().completeOnTimeout(null,
                    Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
            var unused = over.thenRun(task);
            return () -> over.cancel(false);
        };
    }

    /**
     * Runs a task after a time, unless it is cancelled before.
     * @param time how long to wait; not positive for not at all
     * @param task what to run; takes no time and throws nothing
     * @return cancels the task, as far as it has not begun
     */
    Runnable after(Duration time, Runnable task);

}
