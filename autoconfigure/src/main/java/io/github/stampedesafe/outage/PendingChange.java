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

package io.github.stampedesafe.outage;

import java.util.concurrent.CompletionStage;

import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Signal;

/**
 * A change of a key or of a cache that the store has not received yet. Delivering it
 * twice does no harm.
 */
sealed interface PendingChange permits PendingKeyChange, PendingCacheChange {

    /** Returns the name of the cache. */
    String cache();

    /**
     * Carries the change out.
     * @return the signal by which other instances hear of it
     */
    CompletionStage<Signal> deliver(EntryStore store);

}
