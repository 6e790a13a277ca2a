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

package io.github.stampedesafe.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;

/**
 * Hands out leases: the right, across all instances, to load a key for a limited time. A
 * lease saves work. The fence, not the lease, ensures that only the current holder can
 * publish, see {@link EntryStore}.
 */
public interface LeaseProvider {

    /**
     * Takes the lease if it is free, without waiting for it. Returns at once; the stage
     * completes within a bounded time, on any thread, and fails with
     * {@link CacheUnavailableException} if nobody can tell.
     * <p>
     * A caller that no longer wants the lease cancels the stage's future. If the lease is
     * taken all the same, it is given back.
     * @param key the key
     * @param life how long the lease lasts unless it is extended; positive
     * @return the lease, or {@code null} if somebody has it, this thread included
     */
    CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life);

    /**
     * Returns the id of the instance that has the lease of a key, {@code null} if nobody
     * has it or instances have no ids. For operators: costs one command. Fails with
     * {@link CacheUnavailableException} if nobody can tell.
     * @param key the key
     */
    default CompletionStage<@Nullable String> leader(CacheKey key) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Returns the id of this instance, as {@link #leader} of another one shows it,
     * {@code null} if instances have no ids. Never blocks.
     */
    default @Nullable String instance() {
        return null;
    }

}
