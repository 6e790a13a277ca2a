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
            return this.<@Nullable Entry>ask(key, () -> this.store.get(key, shape));
        }
        catch (CacheUnavailableException ex) {
            this.outages.unansweredRead();
            throw ex;
        }
    }

    @Override
    public Begin begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        return ask(key, () -> this.store.begin(key, seen, claim));
    }

    @Override
    public Published publish(CacheKey key, Claim claim, Instant loadStart, Fill fill) {
        return ask(key, () -> this.store.publish(key, claim, loadStart, fill));
    }

    /**
     * Not asked once the store has just failed to answer, mostly a publish: its caller
     * would wait a second time for nothing but tidiness.
     */
    @Override
    public boolean abandon(CacheKey key, Claim claim) {
        requireNoSuspicion(key);
        return ask(key, () -> this.store.abandon(key, claim));
    }

    /** Not asked then, either. */
    @Override
    public boolean fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        requireNoSuspicion(key);
        return ask(key, () -> this.store.fail(key, claim, failure, life));
    }

    @Override
    public @Nullable RememberedFailure failure(CacheKey key) {
        return this.<@Nullable RememberedFailure>ask(key, () -> this.store.failure(key));
    }

    @Override
    public boolean put(CacheKey key, Fill fill) {
        return this.relay.change(PendingKeyChange.put(key, fill), probe(key), () -> this.store.put(key, fill));
    }

    @Override
    public void evict(CacheKey key) {
        this.relay.change(PendingKeyChange.evict(key), probe(key), () -> {
            this.store.evict(key);
            return true;
        });
    }

    @Override
    public boolean evict(CacheKey key, Tombstone tombstone) {
        return this.relay.change(PendingKeyChange.tombstone(key, tombstone), probe(key),
                () -> this.store.evict(key, tombstone));
    }

    @Override
    public void expire(CacheKey key) {
        this.relay.change(PendingKeyChange.expire(key), probe(key), () -> {
            this.store.expire(key);
            return true;
        });
    }

    @Override
    public long clear(String cache, long known) {
        return this.relay.change(PendingCacheChange.clear(cache, known), probe(cache),
                () -> this.store.clear(cache, known));
    }

    @Override
    public long expireAll(String cache, long known) {
        return this.relay.change(PendingCacheChange.expireAll(cache, known), probe(cache),
                () -> this.store.expireAll(cache, known));
    }

    @Override
    public Map<String, Marks> marks(Set<String> caches) {
        return this.breaker.ask(() -> this.store.marks(caches), () -> this.store.marks(caches));
    }

    @Override
    public void restore(String cache, Marks marks) {
        this.breaker.ask(probe(cache), () -> {
            this.store.restore(cache, marks);
            return true;
        });
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

    private <T extends @Nullable Object> T ask(CacheKey key, Supplier<T> question) {
        this.relay.requireNothingPending(key.cache());
        return this.breaker.ask(probe(key), question);
    }

    /**
     * Asks the node that holds the key, and not for the value: a large one would be as
     * slow as what failed.
     */
    private Runnable probe(CacheKey key) {
        return () -> this.store.failure(key);
    }

    private Runnable probe(String cache) {
        return () -> this.store.marks(Set.of(cache));
    }

}
