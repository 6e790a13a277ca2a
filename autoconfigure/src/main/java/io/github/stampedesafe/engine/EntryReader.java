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

import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.PayloadCodec;

/** Looks into the store: one read, then a judgement by time and chance alone. */
final class EntryReader {

    private final EntryStore store;

    private final CacheMarks marks;

    private final OutageMemory memory;

    private final InstantSource time;

    private final EarlyExpiration earlyExpiration;

    private final CacheListener listener;

    EntryReader(EntryStore store, CacheMarks marks, OutageMemory memory, Surroundings surroundings,
            Observers observers) {
        this.store = store;
        this.marks = marks;
        this.memory = memory;
        this.time = surroundings.time();
        this.earlyExpiration = new EarlyExpiration(surroundings.random(), observers.demand());
        this.listener = observers.listener();
    }

    /**
     * Looks into the store.
     * @throws CacheUnavailableException if it does not answer
     */
    Look look(Request request) {
        Look look = judge(request, this.store.get(request.key(), request.codec().shape()));
        this.memory.answered(request.key());
        return look;
    }

    /** Looks into the store; that it did not answer is what is seen then. */
    Look tryLook(Request request) {
        try {
            return look(request);
        }
        catch (CacheUnavailableException ex) {
            this.listener.unavailable(request.key(), ex);
            this.memory.unanswered();
            return Look.outOfReach(ex);
        }
    }

    /**
     * Returns what was loaded a short while ago, if the store did not answer this look.
     */
    Answers.@Nullable Answer recall(Request request, Look look) {
        return (look.failure() != null) ? this.memory.recall(request) : null;
    }

    /**
     * Judges what was found in the store.
     * @throws CacheUnavailableException if nobody can tell whether the cache was cleared
     */
    Look judge(Request request, @Nullable Entry entry) {
        if (entry == null) {
            return Look.NOTHING;
        }
        Marks cacheMarks = this.marks.of(request.key().cache(), entry.stamps());
        if (entry.kind() == Entry.Kind.TOMBSTONE || cacheMarks.clears(entry.stamps())) {
            return Look.absent(entry);
        }
        Instant now = this.time.instant();
        boolean expired = entry.kind() == Entry.Kind.EXPIRED || cacheMarks.expires(entry.stamps())
                || entry.isAheadOf(now);
        Freshness freshness = FreshnessRule.of(entry, expired, request.policy(), now);
        if (freshness == Freshness.FRESH && this.earlyExpiration.isDue(request.key(), request.policy(), entry, now)) {
            freshness = Freshness.DUE;
        }
        return (freshness != Freshness.ABSENT) ? read(request, entry, freshness) : Look.absent(entry);
    }

    private Look read(Request request, Entry entry, Freshness freshness) {
        if (!request.canRead(entry.payload())) {
            PayloadCodec codec = request.codec();
            this.listener.foreign(request.key(), codec.describe(entry.payload().shape()),
                    codec.describe(codec.shape()));
            return Look.absent(entry);
        }
        try {
            return new Look(freshness, entry, request.read(entry.payload()), null);
        }
        catch (PayloadException ex) {
            this.listener.unreadable(request.key(), ex);
            return Look.absent(entry);
        }
    }

}
