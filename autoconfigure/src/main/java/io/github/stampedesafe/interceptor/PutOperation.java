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

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.SingleFlightCache;

/** One put of a method. */
interface PutOperation {

    /**
     * Returns the change that stores what a call has returned, {@code null} if there is
     * none.
     * @param call the call, with its result
     * @param result what it returned
     */
    @Nullable Change put(SingleFlightCache cache, Call call, @Nullable Object result);

    /** Returns what tells which keys are put, {@code null} if it is one. */
    default @Nullable IdsSource ids() {
        return null;
    }

}
