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

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Rates by RxJava. */
class RxRates {

    private final RateSource source;

    RxRates(RateSource source) {
        this.source = source;
    }

    @StampedeSafeCacheable(cacheName = "rates", key = "#currency", ttl = "10m")
    public Single<Rate> rate(String currency) {
        return Single.fromCallable(() -> this.source.ask(currency));
    }

    @StampedeSafeCacheable(cacheName = "rates", key = "#currency", ttl = "10m", sharedKeys = true)
    public Rate rateAtOnce(String currency) {
        return this.source.ask(currency);
    }

    @StampedeSafeCacheable(cacheName = "unknown", ttl = "10m", nullTtl = "10m")
    public Maybe<Rate> unknown(String currency) {
        return Maybe.fromCallable(() -> this.source.ask(currency)).ignoreElement().toMaybe();
    }

    @StampedeSafeCacheable(cacheName = "histories", key = "#currency", ttl = "10m")
    public Flowable<Rate> history(String currency) {
        return Flowable.range(0, 3).map((i) -> this.source.ask(currency));
    }

    @StampedeSafeCacheable(cacheName = "histories", key = "#currency", ttl = "10m", sharedKeys = true)
    public Observable<Rate> observedHistory(String currency) {
        return history(currency).toObservable();
    }

    @StampedeSafeCacheable(cacheName = "never", ttl = "10m")
    public Single<Rate> neverAnswered(String currency) {
        return Single.<Rate>never()
            .doOnSubscribe((subscription) -> this.source.asked.complete(true))
            .doOnDispose(() -> this.source.left.set(true));
    }

    @StampedeSafeCachePut(cacheName = "rates", key = "#currency", ttl = "10m")
    public Single<Rate> publish(String currency) {
        return Single.fromCallable(() -> this.source.ask(currency));
    }

    @StampedeSafeCacheEvict(cacheName = "rates", key = "#currency")
    public Completable withdraw(String currency) {
        return Completable.fromAction(() -> this.source.ask(currency));
    }

}
