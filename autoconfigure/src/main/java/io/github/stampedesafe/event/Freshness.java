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

/** What may be done with an entry at one moment. */
public enum Freshness {

    /** Serve it. */
    FRESH,

    /**
     * Still fresh, but this call was drawn to refresh it early: serve it and refresh it.
     */
    DUE,

    /** Past its time to live, inside stale-while-revalidate: serve it and refresh it. */
    STALE,

    /** Past that, inside stale-if-error: serve it only if it cannot be replaced. */
    STALE_IF_ERROR,

    /** Nothing that may be served. */
    ABSENT;

    /** Whether a caller may be answered at once. */
    public boolean isServable() {
        return this == FRESH || this == DUE || this == STALE;
    }

}
