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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Blocks the thread that recovers from outages, which belongs to this library. No other
 * class of the package blocks a thread.
 */
final class RecoveryWait {

    /**
     * A store answers or fails much sooner; one that does neither stops no other task.
     */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private RecoveryWait() {
    }

    /**
     * Waits until a question is answered or has failed, the thread is interrupted, or a
     * minute has passed. The question goes on in any case; what became of it is seen in
     * the future. An interrupted thread returns with its interrupted status set.
     */
    static void forAnswer(Future<?> answer) {
        try {
            answer.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (ExecutionException | CancellationException | TimeoutException ex) {
            // The future tells which.
        }
    }

}
