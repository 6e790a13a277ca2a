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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Fill;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;
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
 * A pending change returns normally. A pending clear returns zero for a mark: its mark is
 * set when it is delivered, and until then nothing of its cache is read.
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

    @Override
    public @Nullable Entry get(CacheKey key, long shape) {
        try {
            this.relay.requireNothingPending(key.cache());
            return this.breaker.<@Nullable Entry>ask(probe(key), () -> this.store.get(key, shape));
        }
        catch (CacheUnavailableException ex) {
            this.outages.unansweredRead();
            throw ex;
        }
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return Stages.blocking(() -> {
            try {
                return this.<@Nullable Entry>await(key, () -> this.store.getAsync(key, shape));
            }
            catch (CacheUnavailableException ex) {
                this.outages.unansweredRead();
                throw ex;
            }
        });
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return ask(key, () -> this.store.begin(key, seen, claim));
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, Fill fill) {
        return ask(key, () -> this.store.publish(key, claim, loadStart, fill));
    }

    /**
     * Not asked once the store has just failed to answer, mostly a publish: its caller
     * would wait a second time for nothing but tidiness.
     */
    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return unlessSuspicious(key, () -> this.store.abandon(key, claim));
    }

    /** Not asked then, either. */
    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return unlessSuspicious(key, () -> this.store.fail(key, claim, failure, life));
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return ask(key, () -> this.store.failure(key));
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, Fill fill) {
        return change(PendingKeyChange.put(key, fill), key, () -> this.store.put(key, fill));
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return change(PendingKeyChange.evict(key), key, () -> this.store.evict(key).thenApply((done) -> true))
            .thenApply((changed) -> null);
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return change(PendingKeyChange.tombstone(key, tombstone), key, () -> this.store.evict(key, tombstone));
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return change(PendingKeyChange.expire(key), key, () -> this.store.expire(key).thenApply((done) -> true))
            .thenApply((changed) -> null);
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return change(PendingCacheChange.clear(cache, known), () -> this.store.clear(cache, known));
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return change(PendingCacheChange.expireAll(cache, known), () -> this.store.expireAll(cache, known));
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return Stages.blocking(() -> this.breaker.ask(() -> Stages.join(this.store.marks(caches)),
                () -> Stages.join(this.store.marks(caches))));
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return Stages.blocking(() -> this.breaker.<@Nullable Void>ask(probe(cache),
                () -> Stages.join(this.store.restore(cache, marks))));
    }

    /** Asks no more until the store answers a question about the key. */
    void unanswered(CacheKey key, CacheUnavailableException failure) {
        this.breaker.open(probe(key), failure);
    }

    private void requireNoSuspicion(CacheKey key) {
        if (this.breaker.isSuspicious()) {
            throw new CacheUnavailableException(Reason.GIVEN_UP,
                    "Not asked to end the load of key '%s' of cache '%s', because the last command went unanswered"
                        .formatted(key.text(), key.cache()),
                    null);
        }
    }

    private <T> CompletionStage<T> unlessSuspicious(CacheKey key, Supplier<CompletionStage<T>> question) {
        return Stages.blocking(() -> {
            requireNoSuspicion(key);
            return await(key, question);
        });
    }

    private <T extends @Nullable Object> CompletionStage<T> ask(CacheKey key, Supplier<CompletionStage<T>> question) {
        return Stages.blocking(() -> await(key, question));
    }

    private <T extends @Nullable Object> T await(CacheKey key, Supplier<CompletionStage<T>> question) {
        this.relay.requireNothingPending(key.cache());
        return this.breaker.ask(probe(key), () -> Stages.join(question.get()));
    }

    private CompletionStage<Boolean> change(PendingKeyChange rest, CacheKey key,
            Supplier<CompletionStage<Boolean>> attempt) {
        return Stages.blocking(() -> this.relay.change(rest, probe(key), () -> Stages.join(attempt.get())));
    }

    private CompletionStage<Long> change(PendingCacheChange rest, Supplier<CompletionStage<Long>> attempt) {
        return Stages.blocking(() -> this.relay.change(rest, probe(rest.cache()), () -> Stages.join(attempt.get())));
    }

    /**
     * Asks the node that holds the key, and not for the value: a large one would be as
     * slow as what failed.
     */
    private Runnable probe(CacheKey key) {
        return () -> Stages.join(this.store.failure(key));
    }

    private Runnable probe(String cache) {
        return () -> Stages.join(this.store.marks(Set.of(cache)));
    }

}
