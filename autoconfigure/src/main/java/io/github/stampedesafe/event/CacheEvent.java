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

/** What is counted of each cache, besides loads and recomputes. */
public enum CacheEvent {

    /** A fresh entry was served. */
    HIT,

    /** A stale entry was served at once, inside stale-while-revalidate. */
    STALE_HIT,

    /** A stale entry was served because it could not be replaced. */
    LAST_RESORT,

    /** Nothing could be served at once. */
    MISS,

    /** A caller waited for another caller's load. */
    FOLLOWED,

    /** A caller waited for another instance's load. */
    LEASE_WAITED,

    /** A load waited for its turn. */
    LOAD_WAITED,

    /** A load that a caller waited for was refused. */
    LOAD_REFUSED,

    /** A load exceeded its deadline. */
    LOAD_OVERDUE,

    /** A loaded value was stored. */
    FILLED,

    /** A loaded value was not stored, because the key was changed meanwhile. */
    PUBLISH_REFUSED,

    /** A write was ignored, because a higher version is stored. */
    OUTDATED,

    /** A load did not run, because a failure is remembered. */
    FAILURE_REMEMBERED,

    /** A value could not be written. */
    UNWRITABLE,

    /** A value was too large to be stored. */
    OVERSIZED,

    /** A value did not come back from its bytes as it was. */
    UNFAITHFUL,

    /** A stored value could not be read. */
    UNREADABLE,

    /** A stored value was of another type's shape. */
    FOREIGN,

    /** A background renewal was refused. */
    REFRESH_REFUSED,

    /** A background load was left to a caller. */
    REFRESH_NEEDS_CALLER,

    /** A lease was lost while its load ran. */
    LEASE_LOST,

    /** The store or the leases did not answer. */
    UNAVAILABLE,

    /** A value was put. */
    PUT,

    /** A key was evicted or expired. */
    EVICTED,

    /** The cache was cleared. */
    CLEARED,

    /** All entries of the cache were marked stale. */
    EXPIRED

}
