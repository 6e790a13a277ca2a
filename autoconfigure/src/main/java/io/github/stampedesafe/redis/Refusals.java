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

package io.github.stampedesafe.redis;

import java.util.function.Predicate;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;

import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.store.RefusalCodes;

/** Tells by a driver's exception whether Redis answered, see {@link RefusalCodes}. */
final class Refusals {

    /** Lettuce did not send the command, because this instance has sent too many. */
    private static final String QUEUE_IS_FULL = "Request queue size exceeded";

    private Refusals() {
    }

    /**
     * Returns why there is no result. If the driver blocked, it is to be called on the
     * thread that asked.
     */
    static Reason reason(RuntimeException failure) {
        if (Thread.currentThread().isInterrupted() || AnswerWatch.isGivenUp(failure)
                || isCause(failure, (message) -> message.startsWith(QUEUE_IS_FULL))) {
            return Reason.GIVEN_UP;
        }
        boolean isConnected = !(failure instanceof RedisConnectionFailureException)
                && !(failure instanceof QueryTimeoutException);
        boolean isRefused = isCause(failure, RefusalCodes::refuses);
        return (isConnected && isRefused) ? Reason.REFUSED : Reason.UNANSWERED;
    }

    /** Whether the message of a failure, or of one behind it, is such a text. */
    static boolean isCause(Throwable failure, Predicate<String> text) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && text.test(message)) {
                return true;
            }
        }
        return false;
    }

}
