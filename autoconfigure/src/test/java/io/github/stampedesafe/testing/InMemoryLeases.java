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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;

/** The leases that live in an {@link InMemoryEntryStore} and end by its clock. */
public final class InMemoryLeases implements LeaseProvider {

    private final InMemoryEntryStore store;

    public InMemoryLeases(InMemoryEntryStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        Long id = this.store.acquire(key, life);
        return CompletableFuture.completedFuture((id != null) ? new StoredLease(key, id) : null);
    }

    private final class StoredLease implements Lease {

        private final CacheKey key;

        private final Long id;

        private StoredLease(CacheKey key, Long id) {
            this.key = key;
            this.id = id;
        }

        @Override
        public CompletionStage<Boolean> extend(Duration life) {
            return CompletableFuture.completedFuture(InMemoryLeases.this.store.extend(this.key, this.id, life));
        }

        @Override
        public String holder() {
            return ModelEntryStore.holder(this.id);
        }

        @Override
        public void release() {
            InMemoryLeases.this.store.release(this.key, this.id);
        }

    }

}
