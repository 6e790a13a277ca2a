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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a caller's thread waits for something that another thread completes. */
@FunctionalInterface
public interface Waiting {

    /**
     * Waits until the event is complete, in whatever way, or the time is over.
     * @param event what to wait for
     * @param atMost the longest wait
     * @return whether the event is complete
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(CompletableFuture<?> event, Duration atMost) throws InterruptedException;

    /** Returns the plain way: the thread blocks. */
    static Waiting blocking() {
        return (event, atMost) -> {
            try {
                event.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
                return true;
            }
            catch (TimeoutException ex) {
                return event.isDone();
            }
            catch (ExecutionException ex) {
                return true;
            }
        };
    }

}
