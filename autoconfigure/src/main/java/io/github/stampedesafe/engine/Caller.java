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
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Stages;

/**
 * Where the steps of one attempt run, one after the other, and how the attempt waits
 * between them. Every stage that a caller returns completes in one of its steps, so what
 * depends on the stage runs there, too, and never on a thread of a driver.
 */
interface Caller {

    /**
     * Takes the attempt whose steps run here, with that attempt as the outer one of all
     * that they call. Called before the first step; {@code null} for no outer one.
     */
    void runs(@Nullable LoadAttempt attempt);

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

    /**
     * Sends a question about a key and waits for its answer.
     * @param question sends it
     * @return the answer; fails with {@link CacheUnavailableException} if there is none,
     * or the wait was interrupted before it came
     */
    default <T extends @Nullable Object> CompletionStage<T> ask(CacheKey key, Supplier<CompletionStage<T>> question) {
        return Steps.then(answer(Steps.begin(question)), (answer, failure) -> {
            if (failure == null) {
                return Steps.of(answer);
            }
            return Steps
                .failed((failure instanceof InterruptedException ex) ? new CacheUnavailableException(Reason.GIVEN_UP,
                        "Interrupted while the store was asked about key '%s' of cache '%s'".formatted(key.text(),
                                key.cache()),
                        ex) : Stages.unchecked(failure));
        });
    }

    /** Returns the call for several keys that this is a lane of, {@code null} if none. */
    default @Nullable BulkCall bulk() {
        return null;
    }

    /**
     * Waits for a load that is under way.
     * @param load what {@link Load#start()} returned
     */
    default <T extends @Nullable Object> CompletionStage<T> loaded(CompletableFuture<T> load) {
        return answer(load);
    }

    /** Whether nobody waits for the attempt any more, or for the flight that it leads. */
    default boolean hasLeft() {
        return false;
    }

    /** Returns what an attempt ends with for which nobody waits. */
    static InterruptedException left() {
        return new InterruptedException("Nobody waits for the value any more");
    }

    /**
     * Whether the thread that waits for the attempt was interrupted, or nobody waits.
     */
    boolean isInterrupted();

    /** Notes an interrupt that somebody else took off the thread. */
    void interrupt();

}
