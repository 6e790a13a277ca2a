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

import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.store.Entry;

/** A load that no caller waits for. */
interface BackgroundLoad {

    /** Returns what is loaded. */
    Request request();

    /**
     * Returns what is known of the key now that the load's turn has come, {@code null} if
     * it need not be loaded. Called once, on the thread that is to load, which no caller
     * waits for yet.
     * @throws CacheUnavailableException if the store does not answer
     */
    @Nullable Look seen();

    /** Returns why the key is loaded. */
    LoadCause cause();

    /** Returns what surrounds the load, {@code null} for what surrounds all loads. */
    @Nullable LoadScope scope();

    /** Takes note of the end. Called once, whatever happens. */
    void ended(Recomputed end);

    /**
     * The renewal of a value that was served.
     *
     * @param request the request that was answered with it
     * @param seen what was served
     * @param scope what remembers the call that was answered, {@code null} if that call
     * itself loads
     */
    record Renewal(Request request, Look seen, @Nullable LoadScope scope) implements BackgroundLoad {

        @Override
        public LoadCause cause() {
            return (this.seen.freshness() == Freshness.DUE) ? LoadCause.EARLY : LoadCause.STALE;
        }

        @Override
        public void ended(Recomputed end) {
        }

    }

    /**
     * A recompute: it looks itself, and only then decides.
     *
     * @param request what is recomputed
     * @param reader looks
     * @param isDue decides
     * @param done hears of the end
     */
    record Recompute(Request request, EntryReader reader, Predicate<@Nullable Entry> isDue,
            Consumer<Recomputed> done) implements BackgroundLoad {

        @Override
        public @Nullable Look seen() {
            Look look = this.reader.look(this.request);
            Entry servable = (look.freshness() != Freshness.ABSENT) ? look.entry() : null;
            return this.isDue.test(servable) ? look : null;
        }

        @Override
        public LoadCause cause() {
            return LoadCause.RECOMPUTE;
        }

        @Override
        public @Nullable LoadScope scope() {
            return null; // nobody's call causes it
        }

        @Override
        public void ended(Recomputed end) {
            this.done.accept(end);
        }

    }

}
