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

package io.github.stampedesafe.engine;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;

/**
 * The near caches of an instance: one for each cache whose policy has one. Thread-safe.
 */
public final class NearCaches {

    private final NearMaps maps;

    private final ReadRates readRates;

    private final LongSupplier nanoTime;

    private final Hearing hearing;

    private final ConcurrentMap<String, NearCopies> caches = new ConcurrentHashMap<>();

    NearCaches(NearMaps maps, ReadRates readRates, LongSupplier nanoTime) {
        this.maps = maps;
        this.readRates = readRates;
        this.nanoTime = nanoTime;
        this.hearing = new Hearing(nanoTime);
    }

    /**
     * Whether a near cache is in use. As long as one is, {@link #heard} has to be called
     * several times in the shortest {@code near-cache-suspect-after}.
     */
    public boolean isInUse() {
        return !this.caches.isEmpty();
    }

    /**
     * Takes note that every signal was received that was sent before a moment.
     * @param sent the moment, as the engine measures time, in ns
     */
    public void heard(long sent) {
        this.hearing.heard(sent);
    }

    /** Takes note that signals may have been missed: every copy is suspect. */
    public void missed() {
        this.hearing.missed();
    }

    /**
     * Prepares a request for many calls.
     * @param request what is asked for, {@link Request#withoutLoad without a load}, by a
     * policy with a near cache
     * @throws IllegalArgumentException if the policy has no near cache
     */
    public KeptRequest keep(Request request) {
        if (request.policy().nearCache() == NearCache.OFF) {
            throw new IllegalArgumentException("The cache '%s' has no near cache".formatted(request.key().cache()));
        }
        return new KeptRequest(request, of(request));
    }

    /** Returns the near cache for a request. */
    NearCopies of(Request request) {
        String name = request.key().cache();
        NearCopies known = this.caches.get(name);
        return (known != null) ? known : this.caches.computeIfAbsent(name, (same) -> create(request.policy()));
    }

    /**
     * Returns what the near cache of a cache is good for.
     * @param name name of the cache
     * @return the usage, {@code null} if the cache has no near cache, or was not used yet
     */
    public @Nullable NearUsage usage(String name) {
        NearCopies cache = this.caches.get(name);
        return (cache != null) ? cache.usage() : null;
    }

    /** Begins a question for a key, to be called before it is sent. */
    NearQuestion ask(NearCopies cache, CacheKey key) {
        // In this order: what happens between the two is counted.
        int period = this.hearing.period().number();
        return new NearQuestion(cache.changes(key), period, this.nanoTime.getAsLong());
    }

    /** Returns what this instance has heard of signals. */
    Hearing.Period heard() {
        return this.hearing.period();
    }

    /**
     * Whether a copy may be served without a question to the store: it is young enough,
     * and no signal was missed since, nor has the subscription been silent for too long.
     * @param copy the copy
     * @param heard what was heard before the copy was looked up
     * @param policy what the caller wants
     * @param now the time, after that; as the engine measures it, in ns
     */
    boolean isTrusted(NearCopies cache, NearCopy copy, Hearing.Period heard, Policy policy, long now) {
        if (!isYoung(copy, now, policy.nearCacheTtl())) {
            return false;
        }
        if (copy.asked().period() != heard.number() || !heard.isCompleteUntil(now, policy.nearCacheSuspectAfter())) {
            cache.suspect();
            return false;
        }
        return true;
    }

    /** Whether a copy of a key is worth its place. */
    boolean isWorthIt(NearCopies cache, CacheKey key) {
        return !cache.onlyHot() || this.readRates.isHot(key);
    }

    /** Drops the copies of keys that are no longer hot. To be called now and then. */
    void sweep() {
        this.caches.values()
            .stream()
            .filter(NearCopies::onlyHot)
            .forEach((cache) -> cache.retain(this.readRates::isHot));
    }

    /** Takes note that a key was changed. */
    void changed(CacheKey key) {
        NearCopies cache = this.caches.get(key.cache());
        if (cache != null) {
            cache.changed(key);
        }
    }

    /** Takes note that all keys of a cache were changed. */
    void cleared(String name) {
        NearCopies cache = this.caches.get(name);
        if (cache != null) {
            cache.cleared();
        }
    }

    private NearCopies create(Policy policy) {
        ByteSize weight = policy.nearCacheWeight();
        return new NearCopies((weight != null) ? this.maps.create(weight.bytes(), NearCopy::weight)
                : this.maps.create(policy.nearCacheSize()), policy.nearCache() == NearCache.HOT);
    }

    private static boolean isYoung(NearCopy copy, long now, @Nullable Duration ttl) {
        return ttl == null || now - copy.asked().at() < ttl.toNanos();
    }

}
