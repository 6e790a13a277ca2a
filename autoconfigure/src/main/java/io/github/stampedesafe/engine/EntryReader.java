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
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.StoreClock;

/** Looks into the store: one read, then a judgement by time and chance alone. */
final class EntryReader {

    private final EntryStore store;

    private final CacheMarks marks;

    private final OutageMemory memory;

    private final LongSupplier nanoTime;

    private final StoreClock time;

    private final EarlyExpiration earlyExpiration;

    private final CacheListener listener;

    EntryReader(EntryStore store, CacheMarks marks, OutageMemory memory, EngineResources resources, EngineHooks hooks) {
        this.store = store;
        this.marks = marks;
        this.memory = memory;
        this.nanoTime = resources.nanoTime();
        this.time = resources.storeClock();
        this.earlyExpiration = new EarlyExpiration(resources.random(), hooks.readRates());
        this.listener = hooks.listener();
    }

    /**
     * Looks into the store, for a call that has not missed yet. Blocks for one read. That
     * the store did not answer is what is seen then.
     */
    Lookup tryLook(Request request) {
        try {
            Entry entry = this.store.get(request.key(), request.codec().shape());
            Marks marks = (entry != null) ? this.marks.of(request.key().cache()) : Marks.NONE;
            return answered(request, judge(request, entry, marks));
        }
        catch (CacheUnavailableException ex) {
            return unanswered(request, ex);
        }
    }

    /**
     * Looks into the store.
     * @return fails with {@link CacheUnavailableException} if it does not answer
     */
    CompletionStage<Lookup> look(LoadAttempt attempt) {
        Request request = attempt.request();
        return attempt.answer(() -> this.store.getAsync(request.key(), request.codec().shape()))
            .thenCompose((entry) -> judge(attempt, entry))
            .thenApply((lookup) -> answered(request, lookup));
    }

    /** Looks into the store; that it did not answer is what is seen then. */
    CompletionStage<Lookup> tryLook(LoadAttempt attempt) {
        return Steps.then(look(attempt), (lookup, failure) -> {
            if (failure instanceof CacheUnavailableException ex) {
                return Steps.of(unanswered(attempt.request(), ex));
            }
            return (lookup != null) ? Steps.of(lookup) : Steps.failed(Objects.requireNonNull(failure));
        });
    }

    /**
     * Looks for several keys with one question; that it was not answered is what is seen
     * of each then.
     * @param requests what is asked for, of one cache and one shape
     * @return what is seen of each
     */
    CompletionStage<List<Lookup>> tryLookAll(Caller caller, List<Request> requests) {
        Request first = requests.get(0);
        List<CacheKey> keys = requests.stream().map(Request::key).toList();
        CompletionStage<List<Lookup>> answer = caller
            .ask(first.key(), () -> this.store.getAllAsync(keys, first.codec().shape()))
            // Asked for once, not by the attempt of each key.
            .thenCompose((entries) -> this.marks.of(first.key(), caller)
                .thenApply((marks) -> requests.stream()
                    .map((request) -> answered(request, judge(request, entries.get(request.key()), marks)))
                    .toList()));
        return Steps.then(answer, (lookups, failure) -> {
            if (failure instanceof CacheUnavailableException ex) {
                return Steps.of(Collections.nCopies(requests.size(), unanswered(first, ex)));
            }
            return (lookups != null) ? Steps.of(lookups) : Steps.failed(Objects.requireNonNull(failure));
        });
    }

    /**
     * Judges what was found in the store.
     * @return fails with {@link CacheUnavailableException} if nobody can tell whether the
     * cache was cleared
     */
    CompletionStage<Lookup> judge(LoadAttempt attempt, @Nullable Entry entry) {
        return (entry != null) ? this.marks.of(attempt).thenApply((marks) -> judge(attempt.request(), entry, marks))
                : Steps.of(Lookup.NOTHING);
    }

    /**
     * Returns what was loaded a short while ago, if the store did not answer this look.
     */
    @Nullable Value recall(Request request, Lookup lookup) {
        return (lookup.failure() != null) ? this.memory.recall(request) : null;
    }

    private Lookup answered(Request request, Lookup lookup) {
        this.memory.answered(request.key());
        return lookup;
    }

    private Lookup unanswered(Request request, CacheUnavailableException failure) {
        this.listener.onEvent(new Unavailable(request.key(), failure));
        this.memory.unanswered();
        return Lookup.unavailable(failure);
    }

    private Lookup judge(Request request, @Nullable Entry entry, Marks known) {
        if (entry == null) {
            return Lookup.NOTHING;
        }
        Freshness freshness = freshness(request, entry, known, this.time.microsAt(this.nanoTime.getAsLong()));
        return (freshness != Freshness.ABSENT) ? read(request, entry, freshness) : Lookup.absent(entry);
    }

    /**
     * Returns what may be done with a near copy.
     * @param known the marks of its cache
     * @param moment the time of the look, as the engine measures it, in ns
     */
    Freshness freshness(Request request, NearCopy copy, Marks known, long moment) {
        long micros = this.time.microsAt(moment);
        return copy.calm().contains(micros, known) ? Freshness.FRESH : freshness(request, copy.entry(), known, micros);
    }

    private Freshness freshness(Request request, Entry entry, Marks known, long micros) {
        Marks cacheMarks = this.marks.raised(request.key().cache(), known, entry.stamps());
        if (entry.kind() == Entry.Kind.TOMBSTONE || cacheMarks.clears(entry.stamps())) {
            return Freshness.ABSENT;
        }
        Instant now = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        boolean expired = entry.kind() == Entry.Kind.EXPIRED || cacheMarks.expires(entry.stamps())
                || entry.isAheadOf(now);
        Freshness freshness = FreshnessRule.of(entry, expired, request.policy(), now);
        if (freshness == Freshness.FRESH
                && this.earlyExpiration.isDue(request.key(), request.policy(), entry, micros)) {
            return Freshness.DUE;
        }
        return freshness;
    }

    private Lookup read(Request request, Entry entry, Freshness freshness) {
        if (!ShapeRule.canRead(request, entry.payload())) {
            this.listener.onEvent(ShapeRule.foreign(request, entry.payload()));
            return Lookup.absent(entry);
        }
        try {
            return new Lookup(freshness, entry, ShapeRule.read(request, entry.payload()), null);
        }
        catch (PayloadException ex) {
            this.listener.onEvent(new Unreadable(request.key(), ex));
            return Lookup.absent(entry);
        }
    }

}
