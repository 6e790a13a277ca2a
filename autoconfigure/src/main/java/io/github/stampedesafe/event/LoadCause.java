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

package io.github.stampedesafe.event;

/** Why a load runs. */
public enum LoadCause {

    /** Nothing could be served: a caller waits. */
    MISS,

    /** The entry was drawn for early refresh. */
    EARLY,

    /** The entry was stale and has been served. */
    STALE,

    /**
     * Ahead of time and without a caller, see
     * {@link io.github.stampedesafe.engine.SingleFlightCache#recompute}.
     */
    RECOMPUTE,

    /** The store is out of reach. */
    OUTAGE

}
