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

package io.github.stampedesafe.policy;

import io.github.stampedesafe.WaitTimeoutException;

/** What a caller gets after {@code wait-timeout} if there is no stale value. */
public enum OnWaitTimeout {

    /** A {@link WaitTimeoutException}. */
    FAIL,

    /**
     * The method is called, if no load of that key runs on this instance; the result is
     * not stored. Otherwise as {@link #FAIL}.
     */
    LOAD

}
