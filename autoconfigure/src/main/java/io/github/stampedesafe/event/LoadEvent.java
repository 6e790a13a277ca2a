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

import java.time.Duration;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.event.CacheEvent.OfKey;
import io.github.stampedesafe.key.CacheKey;

/** What became of a load, of a refresh or of a recompute. */
public sealed interface LoadEvent extends OfKey {

    /**
     * A load returned.
     *
     * @param key the key
     * @param cause why the load ran
     * @param cost how long the load took
     */
    record Loaded(CacheKey key, LoadCause cause, Duration cost) implements LoadEvent {
    }

    /**
     * A load threw an exception.
     *
     * @param key the key
     * @param cause why the load ran
     * @param failure the exception
     * @param cost how long the load took; zero if it could not even begin
     */
    record LoadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) implements LoadEvent {
    }

    /**
     * A load that a caller waits for was refused, because as many loads of its cache as
     * allowed run and wait. The caller gets the stale value, or a
     * {@link LoadRefusedException}.
     *
     * @param key the key
     */
    record LoadRefused(CacheKey key) implements LoadEvent {
    }

    /**
     * A load exceeded its deadline and was given up. The load may still be running.
     *
     * @param key the key
     * @param deadline the deadline
     */
    record LoadOverdue(CacheKey key, Duration deadline) implements LoadEvent {
    }

    /**
     * A load did not run, because an earlier load failed within the failure TTL.
     *
     * @param key the key
     */
    record FailureRemembered(CacheKey key) implements LoadEvent {
    }

    /**
     * A lease ran out while its load ran, or a change of the key dropped the lease.
     *
     * @param key the key
     */
    record LeaseLost(CacheKey key) implements LoadEvent {
    }

    /**
     * A refresh in the background was refused, because as many refreshes as allowed are
     * waiting.
     *
     * @param key the key
     */
    record RefreshRefused(CacheKey key) implements LoadEvent {
    }

    /**
     * A load in the background did not run, or its value was not stored, because only a
     * caller can load the key. A caller loads the key when its value is due.
     *
     * @param key the key
     * @param reason why only a caller can load the key
     */
    record RefreshNeedsCaller(CacheKey key, LoadNeedsCallerException reason) implements LoadEvent {
    }

    /**
     * A recompute ended that the registry of hot keys or a schedule requested.
     *
     * @param key the key
     * @param result what became of the recompute
     * @param lag how much later than planned the load began; not negative, zero if there
     * was no load
     */
    record Recomputed(CacheKey key, RecomputeOutcome.Result result, Duration lag) implements LoadEvent {
    }

}
