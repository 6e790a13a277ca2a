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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.NearCacheShare;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;

/**
 * The first look of a call: at the near copy of its key, and else into the store. A near
 * copy that may be trusted ({@link NearCaches#isTrusted}) is judged as a stored entry is.
 * Leaders, and callers that look again, use the {@link EntryReader}: they have to know
 * what is stored.
 */
final class NearReader {

    private final EntryReader reader;

    private final NearCaches caches;

    private final CacheMarks marks;

    private final LongSupplier nanoTime;

    NearReader(EntryReader reader, NearCaches caches, CacheMarks marks, LongSupplier nanoTime) {
        this.reader = reader;
        this.caches = caches;
        this.marks = marks;
        this.nanoTime = nanoTime;
    }

    /** Looks, for a call that a thread waits for. Blocks for one read at most. */
    Lookup tryLook(Request request) {
        Lookup near = hasNearCache(request) ? look(this.caches.of(request), request) : null;
        return (near != null) ? near : tryStored(request);
    }

    /** Looks at the near copy; {@code null} if the store has to be asked. */
    @Nullable Lookup tryNear(KeptRequest kept) {
        return look(kept.near(), kept.request());
    }

    /**
     * Looks into the store, for a call that has found no near copy. Blocks for one read.
     */
    Lookup tryStored(Request request) {
        if (!hasNearCache(request)) {
            return this.reader.tryLook(request);
        }
        NearCopies cache = this.caches.of(request);
        NearQuestion asked = this.caches.ask(cache, request.key());
        return hold(cache, request, asked, this.reader.tryLook(request));
    }

    /** Looks, for a call that no thread waits for. */
    CompletionStage<Lookup> tryLook(LoadAttempt attempt) {
        Request request = attempt.request();
        if (!hasNearCache(request)) {
            return this.reader.tryLook(attempt);
        }
        NearCopies cache = this.caches.of(request);
        Lookup near = look(cache, request);
        if (near != null) {
            return Steps.of(near);
        }
        NearQuestion asked = this.caches.ask(cache, request.key());
        return this.reader.tryLook(attempt).thenApply((lookup) -> hold(cache, request, asked, lookup));
    }

    /**
     * Looks for several keys: the store is asked one question for those that have no near
     * copy.
     * @param requests what is asked for, of one cache and one shape; not empty
     * @return what is seen of each
     */
    CompletionStage<List<Lookup>> tryLookAll(Caller caller, List<Request> requests) {
        if (!hasNearCache(requests.get(0))) {
            return this.reader.tryLookAll(caller, requests);
        }
        NearCopies cache = this.caches.of(requests.get(0));
        List<@Nullable Lookup> near = new ArrayList<>();
        List<Request> others = new ArrayList<>();
        List<NearQuestion> asked = new ArrayList<>();
        for (Request request : requests) {
            Lookup copy = look(cache, request);
            near.add(copy);
            if (copy == null) {
                others.add(request);
                asked.add(this.caches.ask(cache, request.key()));
            }
        }
        CompletionStage<List<Lookup>> answer = others.isEmpty() ? Steps.of(List.of())
                : this.reader.tryLookAll(caller, others);
        return answer.thenApply((lookups) -> {
            for (int i = 0; i < lookups.size(); i++) {
                hold(cache, others.get(i), asked.get(i), lookups.get(i));
            }
            Iterator<Lookup> stored = lookups.iterator();
            return near.stream().map((copy) -> (copy != null) ? copy : stored.next()).toList();
        });
    }

    private static boolean hasNearCache(Request request) {
        return request.policy().nearCache() != NearCache.OFF;
    }

    private @Nullable Lookup look(NearCopies cache, Request request) {
        // Before the copy is looked up: a signal that was received until then has dropped
        // it.
        Hearing.Period heard = this.caches.heard();
        NearCopy copy = cache.get(request.key());
        Marks known = (copy != null) ? this.marks.ifSure(request.key().cache()) : null;
        if (copy == null || known == null) {
            return null;
        }
        // One look at the clock, for silence and for freshness: it is a good part of what
        // a hit costs.
        long now = this.nanoTime.getAsLong();
        if (!this.caches.isTrusted(cache, copy, heard, request.policy(), now)) {
            return null;
        }
        Freshness freshness = this.reader.freshness(request, copy, known, now);
        if (!freshness.isServable()) {
            cache.drop(request.key(), copy);
            return null;
        }
        try {
            Lookup lookup = copy.lookup(freshness, request);
            cache.hit();
            return lookup;
        }
        catch (PayloadException ex) {
            return null; // of another type: the store may have one of this type beside it
        }
    }

    private Lookup hold(NearCopies cache, Request request, NearQuestion asked, Lookup found) {
        Entry entry = found.entry();
        if (entry != null && found.isServable() && this.caches.isWorthIt(cache, request.key())) {
            Object value = found.value();
            boolean isShared = request.policy().nearCacheShare() == NearCacheShare.ALWAYS
                    || ImmutableValues.contain(value);
            Lookup shared = isShared ? new Lookup(Freshness.FRESH, entry, value, null) : null;
            cache.hold(request.key(), new NearCopy(entry, shared, request.codec(), asked));
        }
        return found;
    }

}
