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

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;

/**
 * Hears what the cache does. Called on the thread that does it: an implementation is
 * thread-safe, quick, and throws nothing.
 */
public interface CacheListener {

    /**
     * An entry was served.
     * @param key the key
     * @param freshness how good it was
     */
    default void hit(CacheKey key, Freshness freshness) {
    }

    /**
     * Nothing could be served at once.
     * @param key the key
     */
    default void miss(CacheKey key) {
    }

    /**
     * A caller waited for another caller's load, got what it produced or not. Told once a
     * wait: a caller may have to wait for a second one.
     * @param key the key
     * @param waited for how long, this time
     */
    default void followed(CacheKey key, Duration waited) {
    }

    /**
     * A load returned.
     * @param key the key
     * @param cause why it ran
     * @param cost how long it took
     */
    default void loaded(CacheKey key, LoadCause cause, Duration cost) {
    }

    /**
     * A load threw.
     * @param key the key
     * @param cause why it ran
     * @param failure what it threw
     * @param cost how long it took; zero if it could not even begin
     */
    default void loadFailed(CacheKey key, LoadCause cause, Throwable failure, Duration cost) {
    }

    /**
     * A loaded value was stored.
     * @param key the key
     */
    default void filled(CacheKey key) {
    }

    /**
     * A caller waited for another instance, which had the lease. Told once a call.
     * @param key the key
     * @param waited for how long in all; what it did in between, a load of its own
     * included, is not in it
     */
    default void leaseWaited(CacheKey key, Duration waited) {
    }

    /**
     * A recompute ended that the registry of hot keys or a schedule asked for.
     * @param key the key
     * @param result what became of it
     * @param lag how much later than planned its load began; not negative, zero if there
     * was no load
     */
    default void recomputed(CacheKey key, RecomputeOutcome.Result result, Duration lag) {
    }

    /**
     * It could not be evaluated with which arguments a schedule is to call a method. The
     * last ones stay, and it is tried again.
     * @param method class, name and parameter types of the method, such as
     * {@code OrderService.totals(String)}
     * @param failure why
     */
    default void argumentsFailed(String method, Throwable failure) {
    }

    /**
     * With which arguments a schedule is to call a method has been evaluated for long
     * now. The last ones stay. Told once an evaluation.
     * @param method class, name and parameter types of the method
     * @param lasting for how long
     */
    default void argumentsOverdue(String method, Duration lasting) {
    }

    /**
     * A load had to wait among other loads of its cache, until its turn, or until it was
     * refused or needless, or the caller gave up.
     * @param key the key
     * @param waited for how long
     */
    default void loadWaited(CacheKey key, Duration waited) {
    }

    /**
     * A load that a caller waits for was refused: as many as allowed run and wait. The
     * caller gets the stale value, or a {@link LoadRefusedException}.
     * @param key the key
     */
    default void loadRefused(CacheKey key) {
    }

    /**
     * A load took longer than its deadline and was given up; it may still be running.
     * @param key the key
     * @param deadline the deadline
     */
    default void loadOverdue(CacheKey key, Duration deadline) {
    }

    /**
     * A loaded value was not stored, because the key was changed meanwhile.
     * @param key the key
     */
    default void publishRefused(CacheKey key) {
    }

    /**
     * A load, put or evict changed nothing, because what is stored has a higher version.
     * @param key the key
     */
    default void outdated(CacheKey key) {
    }

    /**
     * A load did not run, because one failed a short time ago and that is remembered.
     * @param key the key
     */
    default void failureRemembered(CacheKey key) {
    }

    /**
     * A value was larger than entries of its cache may be and was not stored. A put
     * removes the key instead.
     * @param key the key
     * @param size how large it was, compressed if that is on
     * @param limit how large it may be
     */
    default void oversized(CacheKey key, ByteSize size, ByteSize limit) {
    }

    /**
     * A value could not be turned into bytes and was not stored. A put removes the key
     * instead.
     * @param key the key
     * @param failure why
     */
    default void unwritable(CacheKey key, RuntimeException failure) {
    }

    /**
     * A value does not come back from its bytes as it was, and was not stored unless the
     * policy says so. A put removes the key instead.
     * @param key the key
     * @param value what differs, and what to do about it
     */
    default void unfaithful(CacheKey key, UnfaithfulValue value) {
    }

    /**
     * A stored value could not be turned into an object and counts as absent.
     * @param key the key
     * @param failure why
     */
    default void unreadable(CacheKey key, RuntimeException failure) {
    }

    /**
     * A stored value is of another type's shape, counts as absent and is loaded again.
     * @param key the key
     * @param found what is known of the type that was stored
     * @param expected the type that was asked for
     */
    default void foreign(CacheKey key, String found, String expected) {
    }

    /**
     * A background renewal was refused: as many as allowed are waiting.
     * @param key the key
     */
    default void refreshRefused(CacheKey key) {
    }

    /**
     * A background load did not run, or its value was not stored, because only a caller
     * can load the key. One does when the value is due.
     * @param key the key
     * @param reason why
     */
    default void refreshNeedsCaller(CacheKey key, LoadNeedsCallerException reason) {
    }

    /**
     * A lease ran out, or was dropped by a change of the key, while its load ran.
     * @param key the key
     */
    default void leaseLost(CacheKey key) {
    }

    /**
     * The store or the leases did not answer.
     * @param key the key
     * @param failure why
     */
    default void unavailable(CacheKey key, CacheUnavailableException failure) {
    }

    /**
     * A value was put.
     * @param key the key
     */
    default void put(CacheKey key) {
    }

    /**
     * A key was evicted or expired.
     * @param key the key
     */
    default void evicted(CacheKey key) {
    }

    /**
     * A cache was cleared.
     * @param cache name of the cache
     */
    default void cleared(String cache) {
    }

    /**
     * All entries of a cache were marked stale.
     * @param cache name of the cache
     */
    default void expired(String cache) {
    }

    /**
     * An outage began: the store stopped answering, or did not carry out a change, which
     * is pending now. Called once for each outage.
     * @param failure what was noticed first
     */
    default void outageBegan(CacheUnavailableException failure) {
    }

    /**
     * The outage is over: the store answers, and all changes were delivered.
     * @param summary what happened meanwhile
     */
    default void outageEnded(OutageSummary summary) {
    }

    /**
     * Pending changes will not be delivered.
     * @param changes how many of which cache, and what becomes of them
     */
    default void undeliverable(UndeliverableChanges changes) {
    }

}
