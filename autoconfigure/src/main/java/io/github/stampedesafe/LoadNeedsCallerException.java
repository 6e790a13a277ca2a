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

/**
 * A background load cannot load what its caller asked for, because its key, its condition
 * or its bean depends on the caller. Nothing is stored, and a caller loads the key
 * instead. Never reaches a caller.
 */
public final class LoadNeedsCallerException extends StampedeSafeException {

    /**
     * Creates the exception.
     * @param reason why, and what to do about it: the same for all keys of a method,
     * because it is logged once
     * @param cause what was thrown without the caller, {@code null} for nothing
     */
    public LoadNeedsCallerException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }

}
