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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Tombstone;

/**
 * A store that is not asked while it does not answer, and that loses no change.
 * <p>
 * While a change of a cache is pending, this instance behaves as if the store were out of
 * reach for that cache: what is stored may be what the change was to remove. It does so
 * for the whole cache, because the change may be a clear, and because values that are
 * changed together are mostly read together: a list without an item would contradict the
 * item whose evict is pending. Other caches go on.
 * <p>
 * A pending change ends normally. A pending clear returns zero for a mark: its mark is
 * set when it is delivered, and until then nothing of its cache is read. A change is
 * pending before its caller hears of the failure, on whatever thread that is.
 * <p>
 * All operations but {@link #get} return at once; they fail by their stage and throw
 * nothing. A caller that no longer waits for a stage leaves a question that goes on: the
 * {@link Breaker} judges its answer, and a change that the store does not carry out
 * becomes pending.
 */
final class GuardedEntryStore implements EntryStore {

    private final EntryStore store;

    private final Breaker breaker;

    private final Outages outages;

    private final ChangeRelay relay;

    GuardedEntryStore(EntryStore store, Breaker breaker, Outages outages, ChangeRelay relay) {
        this.store = store;
        this.breaker = breaker;
        this.outages = outages;
        this.relay = relay;
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        return get(key, 0);
    }

    /** The hit's way: blocks, and makes no object unless the store fails. */
    @Override
    public @Nullable Entry get(CacheKey key, long shape) {
        try {
            CacheUnavailableException objection = this.relay.objection(key.cache());
            if (objection != null) {
                throw objection;
            }
            return read(key, shape);
        }
        catch (CacheUnavailableException ex) {
            this.outages.unansweredRead();
            throw ex;
        }
    }

    private @Nullable Entry read(CacheKey key, long shape) {
        BreakerState asked = this.breaker.admit();
        Entry entry;
        try {
            entry = this.store.get(key, shape);
        }
        catch (Throwable ex) {
            this.breaker.failed(asked, probe(key), ex);
            throw ex;
        }
        this.breaker.answered(asked);
        return entry;
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return this.<@Nullable Entry>ask(key, () -> this.store.getAsync(key, shape)).whenComplete(this::countRead);
    }

    /** One question, judged as one. */
    @Override
    public CompletionStage<Map<CacheKey, Entry>> getAllAsync(List<CacheKey> keys, long shape) {
        return ask(keys.get(0), () -> this.store.getAllAsync(keys, shape)).whenComplete(this::countRead);
    }

    private void countRead(@Nullable Object found, @Nullable Throwable failure) {
        if (failure instanceof CacheUnavailableException) {
            this.outages.unansweredRead();
        }
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return ask(key, () -> this.store.begin(key, seen, claim));
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        return ask(key, () -> this.store.publish(key, claim, loadStart, newEntry));
    }

    /**
     * Not asked once the store has just failed to answer, mostly a publish: its caller
     * would wait a second time for nothing but tidiness.
     */
    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return askUnlessSuspicious(key, () -> this.store.abandon(key, claim));
    }

    /** Not asked then, either. */
    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return askUnlessSuspicious(key, () -> this.store.fail(key, claim, failure, life));
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return this.<@Nullable RememberedFailure>ask(key, () -> this.store.failure(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return this.relay.change(PendingKeyChange.put(key, newEntry), probe(key), () -> this.store.put(key, newEntry),
                true);
    }

    /** Never pending: whether it is carried out depends on what is stored now. */
    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        return ask(key, () -> this.store.replace(key, seen, shape, newEntry));
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return this.relay.<@Nullable Void>change(PendingKeyChange.evict(key), probe(key), () -> this.store.evict(key),
                null);
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return this.relay.change(PendingKeyChange.tombstone(key, tombstone), probe(key),
                () -> this.store.evict(key, tombstone), true);
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return this.relay.<@Nullable Void>change(PendingKeyChange.expire(key), probe(key), () -> this.store.expire(key),
                null);
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return this.relay.change(PendingCacheChange.clear(cache, known), probe(cache),
                () -> this.store.clear(cache, known), 0L);
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return this.relay.change(PendingCacheChange.expireAll(cache, known), probe(cache),
                () -> this.store.expireAll(cache, known), 0L);
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return this.breaker.ask(() -> this.store.marks(caches), () -> this.store.marks(caches));
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return this.breaker.<@Nullable Void>ask(probe(cache), () -> this.store.restore(cache, marks));
    }

    /** Asks no more until the store answers a question about the key. */
    void unanswered(CacheKey key, CacheUnavailableException failure) {
        this.breaker.open(probe(key), failure);
    }

    private <T extends @Nullable Object> CompletableFuture<T> ask(CacheKey key,
            Supplier<? extends CompletionStage<T>> question) {
        CacheUnavailableException objection = this.relay.objection(key.cache());
        return (objection != null) ? CompletableFuture.failedFuture(objection) : this.breaker.ask(probe(key), question);
    }

    private CompletionStage<Boolean> askUnlessSuspicious(CacheKey key,
            Supplier<? extends CompletionStage<Boolean>> question) {
        return this.breaker.isSuspicious()
                ? CompletableFuture.failedFuture(new CacheUnavailableException(Reason.GIVEN_UP,
                        "Not asked to end the load of key '%s' of cache '%s', because the last command went unanswered"
                            .formatted(key.text(), key.cache()),
                        null))
                : ask(key, question);
    }

    /**
     * Asks the node that holds the key, and not for the value: a large one would be as
     * slow as what failed.
     */
    private Probe probe(CacheKey key) {
        return () -> this.store.failure(key);
    }

    private Probe probe(String cache) {
        return () -> this.store.marks(Set.of(cache));
    }

}
