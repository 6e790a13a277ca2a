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

import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.store.NewEntry;

/** A load for this instance alone, and for calls that come shortly after it. */
final class OutageLoad {

    private final Loader loader;

    private final EntryFactory entryFactory;

    private final OutageMemory memory;

    OutageLoad(Loader loader, EntryFactory entryFactory, OutageMemory memory) {
        this.loader = loader;
        this.entryFactory = entryFactory;
        this.memory = memory;
    }

    /**
     * Loads the key, unless the leader's look was not answered and another caller has
     * just loaded it.
     * @return fails with {@link LoadFailure}
     */
    CompletionStage<LeaderResult> run(LoadAttempt attempt) {
        Request request = attempt.request();
        Value remembered = (attempt.seen().failure() != null) ? this.memory.recall(request) : null;
        if (remembered != null) {
            // Followers recall an object of their own.
            return Steps.of(LeaderResult.refused(remembered.value()));
        }
        OutageMemory.Place place = this.memory.begin(request.key());
        attempt.loadUnasked();
        return Steps.then(this.loader.load(attempt, LoadCause.OUTAGE), (loaded, failure) -> {
            boolean isRemembered = place != null && loaded != null && remember(request, place, loaded);
            if (place != null && !isRemembered) {
                this.memory.leave(request.key(), place);
            }
            return (loaded != null) ? Steps.of(LeaderResult.unvouched(attempt, loaded.value())) : Steps.failed(failure);
        });
    }

    private boolean remember(Request request, OutageMemory.Place place, Loader.Loaded loaded) {
        if (!loaded.storable()) {
            return false;
        }
        NewEntry newEntry = this.entryFactory.create(request.key(), request.policy(), request.codec(), loaded);
        if (newEntry == null && loaded.value() == null) {
            return false;
        }
        // What cannot be stored is remembered as the object itself.
        this.memory.remember(request, place, (newEntry != null) ? newEntry.payload() : null, loaded.value());
        return true;
    }

}
