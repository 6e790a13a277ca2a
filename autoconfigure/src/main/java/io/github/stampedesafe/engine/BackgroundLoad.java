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
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.store.Entry;

/** A load that no caller waits for. */
interface BackgroundLoad {

    /** Returns what is loaded. */
    Request request();

    /**
     * Looks whether the key is still to be loaded, now that the turn of the load has
     * come. Called once, when no caller waits for the attempt yet.
     * @return whether it is; then the attempt has seen what is known of the key. Fails
     * with {@link CacheUnavailableException} if the store does not answer
     */
    CompletionStage<Boolean> isDue(LoadAttempt attempt);

    /**
     * Returns the load of several keys by which this key can be loaded together with
     * others, {@code null} if it is loaded alone. A load whose end is told is.
     */
    default @Nullable BulkLoad bulk() {
        return null;
    }

    /** Returns why the key is loaded. */
    LoadCause cause();

    /** Returns what surrounds the load. */
    LoadScope scope();

    /** Takes note of the end. Called once, whatever happens. */
    void ended(RecomputeOutcome end);

    /**
     * The refresh of a value that was served.
     *
     * @param request the request that was answered with it
     * @param seen what was served
     * @param scope what remembers the call that was answered
     */
    record Refresh(Request request, Lookup seen, LoadScope scope) implements BackgroundLoad {

        @Override
        public CompletionStage<Boolean> isDue(LoadAttempt attempt) {
            attempt.startOver(this.seen);
            return Steps.of(true);
        }

        @Override
        public @Nullable BulkLoad bulk() {
            return this.request.load().bulk();
        }

        @Override
        public LoadCause cause() {
            return causeOf(this.seen);
        }

        static LoadCause causeOf(Lookup seen) {
            return (seen.freshness() == Freshness.DUE) ? LoadCause.EARLY : LoadCause.STALE;
        }

        @Override
        public void ended(RecomputeOutcome end) {
        }

    }

    /**
     * A recompute: it looks itself, and only then decides.
     *
     * @param request what is recomputed
     * @param scope what surrounds all loads, because no call causes this one
     * @param reader looks
     * @param due decides
     * @param done hears of the end
     */
    record Recompute(Request request, LoadScope scope, EntryReader reader, Predicate<@Nullable Entry> due,
            Consumer<RecomputeOutcome> done) implements BackgroundLoad {

        @Override
        public CompletionStage<Boolean> isDue(LoadAttempt attempt) {
            return this.reader.look(attempt).thenApply((lookup) -> {
                Entry servable = (lookup.freshness() != Freshness.ABSENT) ? lookup.entry() : null;
                attempt.startOver(lookup);
                return this.due.test(servable);
            });
        }

        @Override
        public LoadCause cause() {
            return LoadCause.RECOMPUTE;
        }

        @Override
        public void ended(RecomputeOutcome end) {
            this.done.accept(end);
        }

    }

}
