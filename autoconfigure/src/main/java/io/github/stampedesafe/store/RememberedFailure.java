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

import java.time.Instant;

/**
 * What is remembered of a load that failed. The exception itself is not stored, because
 * the contents of a shared store must not decide which classes an instance creates. Which
 * failures are remembered, and what callers get meanwhile, is decided by the class
 * {@code FailureMemory} of the engine.
 *
 * @param type name of the exception's class
 * @param message its message, empty if it had none
 * @param at when the load was over, in the store's time
 */
public record RememberedFailure(String type, String message, Instant at) {

    private static final int LONGEST_MESSAGE = 1000;

    /**
     * Returns what is remembered of a failure.
     * @param failure what the load threw
     * @param at when, in the store's time
     */
    public static RememberedFailure of(Throwable failure, Instant at) {
        String message = (failure.getMessage() != null) ? failure.getMessage() : "";
        return new RememberedFailure(failure.getClass().getName(),
                (message.length() > LONGEST_MESSAGE) ? message.substring(0, LONGEST_MESSAGE) : message, at);
    }

}
