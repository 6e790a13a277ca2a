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

package com.acme.extending;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;

/** Leases that a {@link MapStore} keeps, so that a change of a key drops its lease. */
final class MapLeases implements LeaseProvider {

    private final MapStore store;

    MapLeases(MapStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        String owner = UUID.randomUUID().toString();
        return Stages.<@Nullable Lease>blocking(
                () -> this.store.acquire(key, owner, life) ? new MapLease(this.store, key, owner) : null);
    }

    private record MapLease(MapStore store, CacheKey key, String owner) implements Lease {

        @Override
        public CompletionStage<Boolean> extend(Duration life) {
            return Stages.blocking(() -> this.store.extend(this.key, this.owner, life));
        }

        @Override
        public String holder() {
            return this.owner;
        }

        @Override
        public void release() {
            this.store.extend(this.key, this.owner, Duration.ZERO);
        }

    }

}
