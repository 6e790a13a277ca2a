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

package io.github.stampedesafe;

import org.jspecify.annotations.Nullable;

/** The store or the leases did not answer, or refused, or were not asked. */
public final class CacheUnavailableException extends StampedeSafeException {

    private final Reason reason;

    /**
     * Creates the exception for a question that nobody answered.
     * @param message what was asked of whom
     * @param cause what the client library said
     */
    public CacheUnavailableException(String message, @Nullable Throwable cause) {
        this(Reason.UNANSWERED, message, cause);
    }

    /**
     * Creates the exception.
     * @param reason why there is no result
     * @param message what was asked of whom
     * @param cause what the client library said
     */
    public CacheUnavailableException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Returns why there is no result. */
    public Reason reason() {
        return this.reason;
    }

    /** Why there is no result. */
    public enum Reason {

        /**
         * No answer came, or the answer says that nothing can be answered now. The
         * operation may or may not have been carried out.
         */
        UNANSWERED,

        /**
         * The answer is an error that concerns this operation alone. Others may succeed.
         */
        REFUSED,

        /**
         * The operation was not sent, or its answer was not awaited, for a reason on this
         * side. It says nothing about the store.
         */
        GIVEN_UP

    }

}
