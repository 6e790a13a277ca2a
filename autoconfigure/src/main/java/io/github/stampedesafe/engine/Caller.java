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
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Where the steps of one attempt run, one after the other, and how the attempt waits
 * between them. Every stage that a caller returns completes in one of its steps, so what
 * depends on the stage runs there, too, and never on a thread of a driver.
 */
interface Caller {

    /**
     * Takes the attempt whose steps run here, with that attempt as the outer one of all
     * that they call. Called once, before the first step.
     */
    void runs(LoadAttempt attempt);

    /**
     * Waits for an answer that comes within a bounded time.
     * @param stage the answer
     * @return the same; fails with {@link InterruptedException} if the wait is
     * interrupted
     */
    <T extends @Nullable Object> CompletionStage<T> answer(CompletionStage<T> stage);

    /**
     * Waits for an event.
     * @param event completes, in whatever way, when it happens
     * @param atMost the longest wait
     * @return whether the event happened in time; fails with {@link InterruptedException}
     * if the wait is interrupted
     */
    CompletionStage<Boolean> await(CompletionStage<?> event, Duration atMost);

    /** Whether the thread that waits for the attempt was interrupted. */
    boolean isInterrupted();

    /** Notes an interrupt that somebody else took off the thread. */
    void interrupt();

}
