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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.testing.ModelEntryStore;

/** The leases as one instance reaches them. Each attempt is an owner of its own. */
final class RemoteLeases implements LeaseProvider {

    private final World world;

    private final ModelEntryStore model;

    private final Link link;

    private final SortedMap<Long, Runnable> extensions = new TreeMap<>();

    RemoteLeases(World world, Link link) {
        this.world = world;
        this.model = world.store;
        this.link = link;
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        Strand strand = this.world.strand("acquire");
        RemoteLease lease = new RemoteLease(key, this.world.nextOwner());
        return this.link.command(strand, false, "acquire", key, () -> {
            boolean granted = this.model.acquire(key, lease.owner, life);
            strand.leased(key, granted ? this.world.history.step() : -1);
            return granted;
        }).handle((granted, failure) -> {
            if (failure != null) {
                // It may have been granted unheard.
                lease.release();
                throw new CompletionException(failure);
            }
            return granted ? lease : null;
        });
    }

    /**
     * Sends the extensions that were asked for, the oldest lease first: the engine asks
     * in an order that a seed does not decide.
     */
    void sendExtensions() {
        List<Runnable> inOrder = List.copyOf(this.extensions.values());
        this.extensions.clear();
        inOrder.forEach(Runnable::run);
    }

    private final class RemoteLease implements Lease {

        private final CacheKey key;

        private final Long owner;

        private RemoteLease(CacheKey key, Long owner) {
            this.key = key;
            this.owner = owner;
        }

        @Override
        public CompletionStage<Boolean> extend(Duration life) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            RemoteLeases.this.extensions.put(this.owner, () -> {
                Link link = RemoteLeases.this.link;
                link.send(false, "extend", this.key, () -> RemoteLeases.this.model.extend(this.key, this.owner, life))
                    .thenAccept(answer::complete);
                link.orTimeout(answer);
            });
            return answer;
        }

        @Override
        public String holder() {
            return ModelEntryStore.holder(this.owner);
        }

        @Override
        public void release() {
            RemoteLeases.this.link.send(false, "release", this.key, () -> {
                RemoteLeases.this.model.release(this.key, this.owner);
                return true;
            });
        }

    }

}
