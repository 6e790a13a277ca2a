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

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Stages;

/**
 * A clear makes every entry absent whose load or put began before it, without touching
 * any: it moves the mark of the cache, and an entry whose stamp is below the mark does
 * not count ({@link Marks}). Here are the marks of each cache that is used, as far as
 * this instance knows them: they never go back. The store is asked for them when a cache
 * is first used, after a signal, and every second in case a signal was lost.
 * <p>
 * A signal is not believed, it only makes the instance ask: whoever can publish could
 * otherwise name any mark, and entries would be stamped with a mark that the next clear
 * does not exceed. The stamp of an entry is believed, because whoever stored it had it
 * from the store. A mark that the store lost is written back to it.
 */
final class CacheMarks {

    private final EntryStore store;

    private final Consumer<String> cleared;

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * Creates an empty memory.
     * @param store knows the marks
     * @param cleared hears of each cache that was cleared unnoticed, at once
     */
    CacheMarks(EntryStore store, Consumer<String> cleared) {
        this.store = store;
        this.cleared = cleared;
    }

    /**
     * Returns the marks of a cache. Blocks for one question if they are not known.
     * @throws CacheUnavailableException if the store does not answer
     */
    Marks of(String cache) {
        Known now = this.known.get(cache);
        return (now != null && now.isSure()) ? now.marks() : Stages.joinUninterruptibly(ask(cache));
    }

    /** Returns the marks of a cache, {@code null} if the store has to be asked. */
    @Nullable Marks ifSure(String cache) {
        Known now = this.known.get(cache);
        return (now != null && now.isSure()) ? now.marks() : null;
    }

    /**
     * Returns the marks of the cache of an attempt.
     * @return fails with {@link CacheUnavailableException} if they are not known and the
     * store does not answer
     */
    CompletionStage<Marks> of(LoadAttempt attempt) {
        return of(attempt.key(), attempt.caller());
    }

    /** Returns the marks of the cache of a key, as above. */
    CompletionStage<Marks> of(CacheKey key, Caller caller) {
        Known now = this.known.get(key.cache());
        return (now != null && now.isSure()) ? Steps.of(now.marks()) : caller.ask(key, () -> ask(key.cache()));
    }

    /**
     * Returns the marks of a cache of which an entry was found.
     * @param marks the marks as they are known
     * @param stamps the marks that were known when the entry was begun
     */
    Marks raised(String cache, Marks marks, Marks stamps) {
        return stamps.exceed(marks) ? change(cache, (now) -> now.with(stamps)) : marks;
    }

    /**
     * Returns what is known of the marks of a cache, or what the store says if it is
     * asked and answers. Never blocks.
     */
    CompletionStage<Marks> tryOf(String cache) {
        Known now = this.known.get(cache);
        return (now != null && now.isSure()) ? Steps.of(now.marks())
                : Steps.then(Steps.begin(() -> ask(cache)), (marks, failure) -> {
                    if (marks != null) {
                        return Steps.of(marks);
                    }
                    return (failure instanceof CacheUnavailableException) ? Steps.of(known(cache))
                            : Steps.failed(Objects.requireNonNull(failure));
                });
    }

    /** Returns what is known of the marks of a cache. Never asks. */
    Marks known(String cache) {
        return this.known.getOrDefault(cache, Known.NOTHING).marks();
    }

    /** Moves the marks of a cache forward, by a change of this instance's. */
    void advance(String cache, Marks marks) {
        this.known.compute(cache, (same, now) -> ((now != null) ? now : Known.NOTHING).with(marks));
    }

    /**
     * Notes that the marks of a cache may have moved: the next caller that needs them
     * asks the store.
     * @param marks what is said of them
     * @return whether that is news
     */
    boolean doubt(String cache, Marks marks) {
        boolean isNews = marks.exceed(known(cache));
        if (isNews) {
            this.known.computeIfPresent(cache, (same, now) -> now.doubted());
        }
        return isNews;
    }

    /** Notes that the marks of any cache may have moved. */
    void doubtAll() {
        this.known.replaceAll((cache, now) -> now.doubted());
    }

    /**
     * Asks the store for the marks of all caches in use, and gives it back those that it
     * lost. Blocks for the answers.
     * @throws CacheUnavailableException if it does not answer
     */
    void refresh() {
        Map<String, Known> before = new HashMap<>(this.known);
        if (before.isEmpty()) {
            return;
        }
        Map<String, Marks> found = Stages.joinUninterruptibly(this.store.marks(Set.copyOf(before.keySet())));
        Map<String, Marks> lost = new HashMap<>();
        before.forEach((cache, known) -> {
            Marks stored = found.getOrDefault(cache, Marks.NONE);
            Marks now = answered(cache, known, stored);
            if (known.marks().exceed(stored)) {
                lost.put(cache, now);
            }
        });
        lost.forEach((cache, marks) -> Stages.joinUninterruptibly(this.store.restore(cache, marks)));
    }

    private CompletionStage<Marks> ask(String cache) {
        Known before = this.known.computeIfAbsent(cache, (same) -> Known.NOTHING);
        return this.store.marks(Set.of(cache))
            .thenApply((found) -> answered(cache, before, found.getOrDefault(cache, Marks.NONE)));
    }

    /**
     * Takes note of an answer.
     * @param before what was known when the question was sent
     */
    private Marks answered(String cache, Known before, Marks marks) {
        return change(cache, (now) -> now.with(marks).asked(before.doubts()));
    }

    private Marks change(String cache, UnaryOperator<Known> news) {
        Known[] before = { Known.NOTHING };
        Known after = this.known.compute(cache, (same, now) -> {
            before[0] = (now != null) ? now : Known.NOTHING;
            return news.apply(before[0]);
        });
        if (before[0].isSure() && after.marks().clears(before[0].marks())) {
            this.cleared.accept(cache);
        }
        return after.marks();
    }

    /**
     * What is known of one cache.
     *
     * @param marks the highest marks
     * @param doubts how often there was reason to ask, the first use being the first
     * @param settled how many of these were settled by an answer to a later question
     */
    private record Known(Marks marks, int doubts, int settled) {

        private static final Known NOTHING = new Known(Marks.NONE, 1, 0);

        private boolean isSure() {
            return this.settled == this.doubts;
        }

        private Known with(Marks other) {
            return new Known(this.marks.with(other), this.doubts, this.settled);
        }

        private Known doubted() {
            return new Known(this.marks, this.doubts + 1, this.settled);
        }

        private Known asked(int doubts) {
            return new Known(this.marks, this.doubts, Math.max(this.settled, doubts));
        }

    }

}
