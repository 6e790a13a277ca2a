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

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ChangeEvent.CacheCleared;
import io.github.stampedesafe.event.ChangeEvent.CacheExpired;
import io.github.stampedesafe.event.ChangeEvent.Evicted;
import io.github.stampedesafe.event.ChangeEvent.Put;
import io.github.stampedesafe.event.ValueEvent.Outdated;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.store.Tombstone;

/**
 * What happens when a key or a cache is changed, here or on another instance: the store
 * first, then this instance's flights, marks and pauses, then the listener.
 */
final class Changes {

    private final EntryStore store;

    private final CacheMarks marks;

    private final LocalState local;

    private final RefreshPauses pauses;

    private final CacheListener listener;

    private final EngineResources resources;

    Changes(EntryStore store, CacheMarks marks, LocalState local, RefreshPauses pauses, CacheListener listener,
            EngineResources resources) {
        this.store = store;
        this.marks = marks;
        this.local = local;
        this.pauses = pauses;
        this.listener = listener;
        this.resources = resources;
    }

    /** Prepares to put a value. */
    Change put(CacheKey key, NewEntry newEntry) {
        return change(key, new Put(key), (answers) -> answers.of(this.marks.tryOf(key.cache()))
            .thenCompose((marks) -> answers.of(this.store.put(key, newEntry.with(marks)))));
    }

    /**
     * Puts a value if what is stored is still what was seen. Blocks until the store has
     * answered.
     * @return whether it was
     */
    boolean replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        boolean isRefused = false;
        try {
            isRefused = !Stages.joinUninterruptibly(this.store.replace(key, seen, shape, newEntry));
        }
        finally {
            if (!isRefused) {
                changed(key); // also if the store did not answer
            }
        }
        if (!isRefused) {
            this.listener.onEvent(new Put(key));
        }
        return !isRefused;
    }

    /** Prepares to remove a key, up to a version if a tombstone names one. */
    Change evict(CacheKey key, @Nullable Tombstone tombstone) {
        return change(key, new Evicted(key), (answers) -> answers.of((tombstone != null)
                ? this.store.evict(key, tombstone) : this.store.evict(key).thenApply((evicted) -> true)));
    }

    /** Prepares to mark a key stale. */
    Change expire(CacheKey key) {
        return change(key, new Evicted(key),
                (answers) -> answers.of(this.store.expire(key).thenApply((expired) -> true)));
    }

    /** Prepares to clear a cache. */
    Change clear(String cache) {
        return change(() -> this.store.clear(cache, this.marks.known(cache).cleared()),
                (mark) -> this.marks.advance(cache, Marks.cleared(mark)), () -> this.local.cleared(cache),
                new CacheCleared(cache));
    }

    /** Prepares to mark all keys of a cache stale. */
    Change expireAll(String cache) {
        return change(() -> this.store.expireAll(cache, this.marks.known(cache).expired()),
                (mark) -> this.marks.advance(cache, Marks.expired(mark)), () -> this.local.expired(cache),
                new CacheExpired(cache));
    }

    private Change change(CacheKey key, CacheEvent event,
            Function<StoreChange.Answers, CompletionStage<Boolean>> command) {
        return new StoreChange(
                (answers) -> Steps.then(Steps.begin(() -> command.apply(answers)), (isApplied, failure) -> {
                    // Even if the store did not answer: the change may have been carried
                    // out.
                    changed(key);
                    if (failure != null) {
                        return Steps.failed(failure);
                    }
                    this.listener.onEvent(Boolean.TRUE.equals(isApplied) ? event : new Outdated(key));
                    return Steps.of(null);
                }), this.resources);
    }

    private Change change(Supplier<CompletionStage<Long>> command, LongConsumer moved, Runnable changed,
            CacheEvent event) {
        return new StoreChange(
                (answers) -> Steps.then(Steps.begin(() -> answers.of(command.get())), (mark, failure) -> {
                    if (mark != null) {
                        moved.accept(mark);
                    }
                    changed.run(); // even if the store did not answer, as with one key
                    if (failure != null) {
                        return Steps.failed(failure);
                    }
                    this.listener.onEvent(event);
                    return Steps.of(null);
                }), this.resources);
    }

    /** Takes note of a signal. */
    void receive(Signal signal) {
        this.local.memory().signalled();
        if (signal instanceof Signal.Filled filled) {
            this.pauses.wake(filled.key());
            this.local.near().changed(filled.key());
            this.local.signals().signal(filled.key());
        }
        else if (signal instanceof Signal.Failed failed) {
            this.local.signals().signal(failed.key());
        }
        else if (signal instanceof Signal.Evicted evicted) {
            changed(evicted.key());
            this.local.signals().signal(evicted.key());
        }
        else if (signal instanceof Signal.Cleared cleared) {
            cleared(cleared.cache(), cleared.mark());
        }
        else if (signal instanceof Signal.Expired expired) {
            expired(expired.cache(), expired.mark());
        }
    }

    /** Takes note that signals may have been missed. */
    void missed() {
        this.local.memory().forgetAll();
        this.local.near().missed();
        this.marks.doubtAll();
    }

    /** Takes note of a change of a key. */
    private void changed(CacheKey key) {
        this.local.changed(key);
        this.pauses.wake(key);
    }

    /** Takes note of a clear. */
    private void cleared(String cache, long mark) {
        if (this.marks.doubt(cache, Marks.cleared(mark))) {
            this.local.cleared(cache);
        }
    }

    /** Takes note of an expiry. */
    private void expired(String cache, long mark) {
        if (this.marks.doubt(cache, Marks.expired(mark))) {
            this.local.expired(cache);
        }
    }

    /**
     * Asks the store for clears and expiries whose signals were lost.
     * @throws CacheUnavailableException if it does not answer
     */
    void refreshMarks() {
        this.marks.refresh();
    }

}
