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

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.CacheEvent.OfCache;

/** What is counted for each cache, other than loads and recomputes. */
public enum CacheCounter {

    /** Calls that were answered with a fresh value. */
    HIT,

    /** Calls that were answered with a stale value, within stale-while-revalidate. */
    STALE_HIT,

    /** Calls that were answered with a stale value that could not be replaced. */
    LAST_RESORT,

    /** Calls that could not be answered at once. */
    MISS,

    /** Waits of callers for another caller's load. */
    FOLLOWED(WaitEvent.Followed.class),

    /** Waits of callers for another instance's load. */
    LEASE_WAITED(WaitEvent.LeaseWaited.class),

    /** Waits of loads for their turn. */
    LOAD_WAITED(WaitEvent.LoadWaited.class),

    /** Loads that were refused while a caller waited for them. */
    LOAD_REFUSED(LoadEvent.LoadRefused.class),

    /** Loads that exceeded their deadline. */
    LOAD_OVERDUE(LoadEvent.LoadOverdue.class),

    /** Loaded values that were stored. */
    STORED(ValueEvent.Stored.class),

    /** Loaded values that were not stored, because the key was changed meanwhile. */
    PUBLISH_REFUSED(ValueEvent.PublishRefused.class),

    /** Writes that were ignored, because a higher version is stored. */
    OUTDATED(ValueEvent.Outdated.class),

    /** Loads that did not run, because a failure is remembered. */
    FAILURE_REMEMBERED(LoadEvent.FailureRemembered.class),

    /** Values that could not be written. */
    UNWRITABLE(ValueEvent.Unwritable.class),

    /** Values that were too large to be stored. */
    OVERSIZED(ValueEvent.Oversized.class),

    /** Values that did not come back from their bytes as they were. */
    UNFAITHFUL(ValueEvent.Unfaithful.class),

    /** Stored values that could not be read. */
    UNREADABLE(ValueEvent.Unreadable.class),

    /** Stored values of another type's shape. */
    FOREIGN(ValueEvent.Foreign.class),

    /** Refreshes in the background that were refused. */
    REFRESH_REFUSED(LoadEvent.RefreshRefused.class),

    /** Loads in the background that were left to a caller. */
    REFRESH_NEEDS_CALLER(LoadEvent.RefreshNeedsCaller.class),

    /** Leases that were lost while their load ran. */
    LEASE_LOST(LoadEvent.LeaseLost.class),

    /** Requests that the store or the leases did not answer. */
    UNAVAILABLE(OutageEvent.Unavailable.class),

    /** Values that were put. */
    PUT(ChangeEvent.Put.class),

    /** Keys that were evicted or marked stale. */
    EVICTED(ChangeEvent.Evicted.class),

    /** Times that the whole cache was removed. */
    CLEARED(ChangeEvent.CacheCleared.class),

    /** Times that the whole cache was marked stale. */
    EXPIRED(ChangeEvent.CacheExpired.class);

    private static final Map<Class<?>, CacheCounter> BY_EVENT = Stream.of(values())
        .filter((counter) -> counter.event != null)
        .collect(Collectors.toUnmodifiableMap((counter) -> counter.event, Function.identity()));

    private final @Nullable Class<? extends OfCache> event;

    /** A counter of hits or misses, which are no events. */
    CacheCounter() {
        this(null);
    }

    CacheCounter(@Nullable Class<? extends OfCache> event) {
        this.event = event;
    }

    /** Returns the counter of hits with an entry of some freshness. */
    static CacheCounter of(Freshness freshness) {
        return switch (freshness) {
            case STALE -> STALE_HIT;
            case STALE_IF_ERROR -> LAST_RESORT;
            default -> HIT;
        };
    }

    /** Returns the counter of an event, {@code null} if it has none. */
    static @Nullable CacheCounter of(OfCache event) {
        return BY_EVENT.get(event.getClass());
    }

}
