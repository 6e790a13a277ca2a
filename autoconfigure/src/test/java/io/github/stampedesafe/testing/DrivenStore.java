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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Tombstone;

/**
 * A store and leases with a driver of their own: each question but a hit's is carried
 * out, and its stage completed, when the executor of the driver runs it.
 */
public final class DrivenStore implements EntryStore, LeaseProvider {

    private final EntryStore store;

    private final LeaseProvider leases;

    private final Executor driver;

    public DrivenStore(InMemoryEntryStore store, Executor driver) {
        this.store = store;
        this.leases = new InMemoryLeases(store);
        this.driver = driver;
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        return this.store.get(key);
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return later(() -> this.store.getAsync(key, shape));
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return later(() -> this.store.begin(key, seen, claim));
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return later(() -> this.store.publish(key, claim, loadStart, newEntry));
    }

    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return later(() -> this.store.abandon(key, claim));
    }

    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return later(() -> this.store.fail(key, claim, failure, life));
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return later(() -> this.store.failure(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return later(() -> this.store.put(key, newEntry));
    }

    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return later(() -> this.store.replace(key, seen, shape, newEntry));
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return later(() -> this.store.evict(key));
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return later(() -> this.store.evict(key, tombstone));
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return later(() -> this.store.expire(key));
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return later(() -> this.store.clear(cache, known));
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return later(() -> this.store.expireAll(cache, known));
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return later(() -> this.store.marks(caches));
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return later(() -> this.store.restore(cache, marks));
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        return later(() -> this.leases.tryAcquire(key, life));
    }

    private <T extends @Nullable Object> CompletionStage<T> later(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        this.driver.execute(() -> question.get().whenComplete((value, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
            else {
                answer.complete(value);
            }
        }));
        return answer;
    }

}
