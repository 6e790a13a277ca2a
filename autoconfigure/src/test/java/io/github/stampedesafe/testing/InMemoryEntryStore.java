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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;

/**
 * The store of all simulated instances: {@link EntryStore} to the letter, in one map, by
 * a {@link MutableClock}. It signals on the thread that made the change, before the
 * operation returns. Its leases are those of {@link InMemoryLeases}.
 */
public final class InMemoryEntryStore implements EntryStore {

    private final MutableClock clock;

    private final ModelEntryStore model = new ModelEntryStore();

    private final List<Signal> sent = new ArrayList<>();

    private final List<Consumer<Signal>> subscribers = new CopyOnWriteArrayList<>();

    private long lastLease;

    public InMemoryEntryStore(MutableClock clock) {
        this.clock = clock;
        this.model.connect(clock::instant, clock::instant, this.sent::add);
    }

    /** Returns the clock of the store. */
    public MutableClock clock() {
        return this.clock;
    }

    /** Sends all signals to a subscriber, too. */
    public void subscribe(Consumer<Signal> subscriber) {
        this.subscribers.add(subscriber);
    }

    /** Returns the token of the load that may publish a key, if there is one. */
    public synchronized @Nullable String fence(CacheKey key) {
        return this.model.fence(key);
    }

    /** Whether somebody holds the lease of a key. */
    public synchronized boolean isLeased(CacheKey key) {
        return this.model.leaseholder(key) != null;
    }

    /** Returns how long the lease of a key has left; zero if nobody has it. */
    public synchronized Duration leaseLeft(CacheKey key) {
        return this.model.leaseLeft(key);
    }

    @Override
    public synchronized @Nullable Entry get(CacheKey key) {
        return this.model.get(key);
    }

    @Override
    public synchronized @Nullable Entry get(CacheKey key, long shape) {
        return this.model.get(key, shape);
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return Stages.blocking(() -> get(key, shape));
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return locked(() -> this.model.begin(key, seen, claim));
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return signalling(() -> this.model.publish(key, claim, loadStart, newEntry));
    }

    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return signalling(() -> this.model.abandon(key, claim));
    }

    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return signalling(() -> this.model.fail(key, claim, failure, life));
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return this.<@Nullable RememberedFailure>locked(() -> this.model.failure(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return signalling(() -> this.model.put(key, newEntry));
    }

    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return signalling(() -> this.model.replace(key, seen, shape, newEntry));
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return signalling(() -> {
            this.model.evict(key);
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return signalling(() -> this.model.evict(key, tombstone));
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return signalling(() -> {
            this.model.expire(key);
            return null;
        });
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return signalling(() -> this.model.clear(cache, known));
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return signalling(() -> this.model.expireAll(cache, known));
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return locked(() -> this.model.marks(caches));
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return locked(() -> {
            this.model.restore(cache, marks);
            return null;
        });
    }

    /** Loses the marks of all caches. */
    public synchronized void loseMarks() {
        this.model.loseMarks();
    }

    synchronized @Nullable Long acquire(CacheKey key, Duration life) {
        Long owner = ++this.lastLease;
        return this.model.acquire(key, owner, life) ? owner : null;
    }

    synchronized boolean extend(CacheKey key, Long lease, Duration life) {
        return this.model.extend(key, lease, life);
    }

    synchronized void release(CacheKey key, Long lease) {
        this.model.release(key, lease);
    }

    /**
     * Sends signals only when the store is no longer locked: whoever hears may ask it.
     */
    private <T extends @Nullable Object> CompletionStage<T> signalling(Supplier<T> operation) {
        T result;
        List<Signal> signals;
        synchronized (this) {
            result = operation.get();
            signals = List.copyOf(this.sent);
            this.sent.clear();
        }
        signals.forEach((signal) -> this.subscribers.forEach((subscriber) -> subscriber.accept(signal)));
        return CompletableFuture.completedFuture(result);
    }

    private synchronized <T extends @Nullable Object> CompletionStage<T> locked(Supplier<T> operation) {
        return CompletableFuture.completedFuture(operation.get());
    }

}
