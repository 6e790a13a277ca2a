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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Tombstone;
import io.github.stampedesafe.test.Hold;

/**
 * One instance's way to the store, on which anything may go wrong: an operation fails
 * before or after it was carried out, or stands still there.
 */
public final class FaultyEntryStore implements EntryStore {

    /** The operations. */
    public enum Operation {

        GET, BEGIN, PUBLISH, ABANDON, PUT, EVICT, EXPIRE, CLEAR, MARKS, FAILURE

    }

    private final EntryStore store;

    private final Faults<Operation> faults = new Faults<>(Operation.class);

    public FaultyEntryStore(EntryStore store) {
        this.store = store;
    }

    /** Until {@link #heal()} the operations fail and are not carried out. */
    public void failBefore(Operation... operations) {
        for (Operation operation : operations) {
            this.faults.failBefore(operation, () -> Faults.down(operation));
        }
    }

    /** Until {@link #heal()} the operations are carried out, and fail. */
    public void failAfter(Operation... operations) {
        for (Operation operation : operations) {
            this.faults.failAfter(operation, () -> Faults.down(operation));
        }
    }

    /**
     * Until {@link #heal()} an operation throws this, unless it is {@code null}, and is
     * not carried out.
     */
    public void failBefore(Operation operation, Supplier<? extends @Nullable Throwable> failure) {
        this.faults.failBefore(operation, failure);
    }

    /** Until {@link #heal()} nothing is carried out. */
    public void cut() {
        failBefore(Operation.values());
    }

    /** Ends all failures. */
    public void heal() {
        this.faults.heal();
    }

    /** Holds the next call of an operation before it is carried out. */
    public Hold holdBefore(Operation operation) {
        return this.faults.holdBefore(operation);
    }

    /** Holds the next call of an operation after it was carried out. */
    public Hold holdAfter(Operation operation) {
        return this.faults.holdAfter(operation);
    }

    /** Returns how often an operation was called. */
    public int calls(Operation operation) {
        return this.faults.calls(operation);
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        return this.faults.<@Nullable Entry>run(Operation.GET, () -> this.store.get(key));
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return this.faults.stage(Operation.GET, () -> this.store.getAsync(key, 0));
    }

    @Override
    public CompletionStage<Map<CacheKey, Entry>> getAllAsync(List<CacheKey> keys, long shape) {
        return this.faults.stage(Operation.GET, () -> this.store.getAllAsync(keys, 0));
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return this.faults.stage(Operation.BEGIN, () -> this.store.begin(key, seen, claim));
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return this.faults.stage(Operation.PUBLISH, () -> this.store.publish(key, claim, loadStart, newEntry));
    }

    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return this.faults.stage(Operation.ABANDON, () -> this.store.abandon(key, claim));
    }

    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return this.faults.stage(Operation.ABANDON, () -> this.store.fail(key, claim, failure, life));
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return this.faults.stage(Operation.FAILURE, () -> this.store.failure(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return this.faults.stage(Operation.PUT, () -> this.store.put(key, newEntry));
    }

    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return this.faults.stage(Operation.PUT, () -> this.store.replace(key, seen, shape, newEntry));
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return this.faults.stage(Operation.EVICT, () -> this.store.evict(key));
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return this.faults.stage(Operation.EVICT, () -> this.store.evict(key, tombstone));
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return this.faults.stage(Operation.EXPIRE, () -> this.store.expire(key));
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return this.faults.stage(Operation.CLEAR, () -> this.store.clear(cache, known));
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return this.faults.stage(Operation.CLEAR, () -> this.store.expireAll(cache, known));
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return this.faults.stage(Operation.MARKS, () -> this.store.marks(caches));
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return this.faults.stage(Operation.MARKS, () -> this.store.restore(cache, marks));
    }

}
