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

package io.github.stampedesafe.interceptor;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.ScopeNotActiveException;

/** Tells a call that failed because it ran without a request. */
final class MissingRequest {

    /** What Spring's {@code RequestContextHolder} says, which may not be there. */
    private static final String UNBOUND = "No thread-bound request found";

    private static final int DEEPEST = 50;

    private MissingRequest() {
    }

    /** Whether a failure, or what caused it, is a request that is not there. */
    static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String message = cause.getMessage();
            if (cause instanceof ScopeNotActiveException
                    || (cause instanceof IllegalStateException && message != null && message.startsWith(UNBOUND))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

}
