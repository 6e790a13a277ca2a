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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Several rates at once, by RxJava and by Mutiny: all methods share their entries. */
class SeveralRates {

    private final RateSource source;

    SeveralRates(RateSource source) {
        this.source = source;
    }

    @StampedeSafeCacheable(cacheName = "several", keys = "#currencies", ttl = "10m")
    public Single<Map<String, Rate>> single(Collection<String> currencies) {
        return Single.fromCallable(() -> asked(currencies));
    }

    @StampedeSafeCacheable(cacheName = "several", keys = "#currencies", keyOf = "currency", ttl = "10m")
    public Maybe<List<Rate>> maybe(Set<String> currencies) {
        return Maybe.fromCallable(() -> List.copyOf(asked(currencies).values()));
    }

    @StampedeSafeCacheable(cacheName = "several", keys = "#currencies", keyOf = "currency", ttl = "10m")
    public Flowable<Rate> flowable(String... currencies) {
        return Flowable.fromIterable(asked(List.of(currencies)).values());
    }

    @StampedeSafeCacheable(cacheName = "several", keys = "#currencies", ttl = "10m")
    public Uni<Map<String, Rate>> uni(Collection<String> currencies) {
        return Uni.createFrom().item(() -> asked(currencies));
    }

    @StampedeSafeCacheable(cacheName = "several", keys = "#currencies", keyOf = "currency", ttl = "10m")
    public Multi<Rate> multi(Collection<String> currencies) {
        return Multi.createFrom().items(() -> asked(currencies).values().stream());
    }

    @StampedeSafeCachePut(cacheName = "several", keys = "#result", ttl = "10m")
    public Uni<Map<String, Rate>> publish(Collection<String> currencies) {
        return Uni.createFrom().item(() -> asked(currencies));
    }

    @StampedeSafeCacheEvict(cacheName = "several", keys = "#currencies")
    public Single<Integer> withdraw(Collection<String> currencies) {
        return Single.fromCallable(currencies::size);
    }

    private Map<String, Rate> asked(Collection<String> currencies) {
        return currencies.stream().collect(Collectors.toMap((currency) -> currency, this.source::ask));
    }

}
