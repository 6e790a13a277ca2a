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

package com.acme.rates;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Rates by Mutiny. */
class MutinyRates {

    private final RateSource source;

    MutinyRates(RateSource source) {
        this.source = source;
    }

    @StampedeSafeCacheable(cacheName = "uni", key = "#currency", ttl = "10m")
    public Uni<Rate> rate(String currency) {
        return Uni.createFrom().item(() -> this.source.ask(currency));
    }

    @StampedeSafeCacheable(cacheName = "none", ttl = "10m", nullTtl = "10m")
    public Uni<@Nullable Rate> unknown(String currency) {
        return rate(currency).replaceWithNull();
    }

    @StampedeSafeCacheable(cacheName = "multi", ttl = "10m")
    public Multi<Rate> history(String currency) {
        return Multi.createFrom().range(0, 3).map((i) -> this.source.ask(currency));
    }

    @StampedeSafeCacheable(cacheName = "unasked", ttl = "10m")
    public Uni<Rate> neverAnswered(String currency) {
        return Uni.createFrom()
            .<Rate>nothing()
            .onSubscription()
            .invoke(() -> this.source.asked.complete(true))
            .onCancellation()
            .invoke(() -> this.source.left.set(true));
    }

    @StampedeSafeCachePut(cacheName = "uni", key = "#currency", ttl = "10m")
    public Uni<Rate> publish(String currency) {
        return Uni.createFrom().item(() -> this.source.ask(currency));
    }

    @StampedeSafeCacheEvict(cacheName = "uni", key = "#currency")
    public Uni<Void> withdraw(String currency) {
        return Uni.createFrom().item(() -> this.source.ask(currency)).replaceWithVoid();
    }

}
