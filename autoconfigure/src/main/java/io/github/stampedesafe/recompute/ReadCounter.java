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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;

/**
 * Counts reads in bounded space: keys that are asked for often one by one, all others in
 * a {@link HeavyKeeper}, through which they have to pass first. However many keys are
 * scanned once, none of them is remembered, and none that is drives out another. A read
 * takes no lock, and allocates nothing for a key that is known.
 */
final class ReadCounter {

    /** Two rows of these take 32 KiB. */
    private static final int WIDTH = 4096;

    /** After so long, what was counted in the sketch counts half. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static final int FEWEST_READS = 2;

    private static final int MOST_READS = 10_000;

    /** An eighth more than fits may stay while they are new. */
    private static final int ROOM_SHARE = 8;

    private final int capacity;

    private final Function<String, HotKeyRule> rules;

    private final HeavyKeeper untracked;

    private final ConcurrentMap<CacheKey, TrackedKey> tracked = new ConcurrentHashMap<>();

    private double secondsSinceAging;

    private volatile int instances = 1;

    ReadCounter(int capacity, Function<String, HotKeyRule> rules, RandomGenerator random) {
        this.capacity = capacity;
        this.rules = rules;
        this.untracked = new HeavyKeeper(WIDTH, random);
    }

    /** Counts a read. */
    void count(Request request, @Nullable Entry found) {
        TrackedKey known = tracked(request.key());
        if (known != null) {
            known.read(request, found);
        }
    }

    /**
     * Counts a read of a key as above, if the request is not needed.
     * @return whether it was counted
     */
    boolean count(CacheKey key, @Nullable Entry found) {
        TrackedKey known = tracked(key);
        return known == null || known.read(found);
    }

    private @Nullable TrackedKey tracked(CacheKey key) {
        TrackedKey known = this.tracked.get(key);
        return (known != null) ? known : admit(key);
    }

    @Nullable TrackedKey find(CacheKey key) {
        return this.tracked.get(key);
    }

    Collection<TrackedKey> tracked() {
        return this.tracked.values();
    }

    /**
     * Brings rates up to date, and forgets keys that nobody asks for and those for which
     * there is no room. To be called by one thread at a time.
     * @param seconds time since the last call
     * @param idleAfter how long a key may be without a read
     * @param instances how many instances there are
     */
    void sweep(double seconds, Duration idleAfter, int instances) {
        this.instances = instances;
        this.tracked.values().forEach((key) -> key.sweep(seconds));
        this.tracked.values().removeIf((key) -> key.isIdle(idleAfter));
        surplus().forEach((key) -> this.tracked.remove(key.key()));
        this.secondsSinceAging += seconds;
        if (this.secondsSinceAging >= WINDOW.toSeconds()) {
            this.secondsSinceAging = 0;
            this.untracked.age();
        }
    }

    private @Nullable TrackedKey admit(CacheKey key) {
        HotKeyRule ofCache = this.rules.apply(key.cache());
        if (!ofCache.enabled() || this.untracked.add(key.hashCode()) < fewestReads(ofCache)) {
            return null;
        }
        boolean isFull = this.tracked.size() >= this.capacity + Math.max(1, this.capacity / ROOM_SHARE);
        return isFull ? null : this.tracked.computeIfAbsent(key, TrackedKey::new);
    }

    /** Half of what each instance is asked in a window for a key just hot enough. */
    private int fewestReads(HotKeyRule ofCache) {
        double reads = ofCache.minRate() * WINDOW.toSeconds() / 2 / this.instances;
        return (int) Math.min(MOST_READS, Math.max(FEWEST_READS, reads));
    }

    /** Returns the keys for which there is no room, once enough is known of them. */
    private List<TrackedKey> surplus() {
        List<TrackedKey> known = this.tracked.values().stream().filter((key) -> !key.isNew()).toList();
        return WeightedKey.heaviestFirst(known, TrackedKey::worth)
            .stream()
            .skip(this.capacity)
            .map(WeightedKey::key)
            .toList();
    }

}
