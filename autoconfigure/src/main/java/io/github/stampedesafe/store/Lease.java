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

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;

/** The right to load a key for a limited time. Bound to no thread; never blocks. */
public interface Lease {

    /**
     * Extends the lease if it is still held.
     * @param life how long it lasts from now
     * @return {@code false} if it was lost; fails with {@link CacheUnavailableException}
     * if nobody can tell
     */
    CompletionStage<Boolean> extend(Duration life);

    /**
     * Returns the text by which the store recognises this lease; {@code null} if leases
     * and entries are kept in different places.
     */
    default @Nullable String holder() {
        return null;
    }

    /** Gives the lease back, in the background. A lease that was lost is left alone. */
    void release();

}
