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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.reactivex.rxjava3.observers.TestObserver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.stampedesafe.test.CacheLoads;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.StampedeSafeTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(classes = RatesApplication.class)
@StampedeSafeTest
@Timeout(120)
class SeveralRatesIT {

    @Autowired
    private RateSource source;

    @Autowired
    private SeveralRates rates;

    @Autowired
    private CacheLoads loads;

    @BeforeEach
    void succeed() {
        this.source.failure = null;
    }

    @Test
    void allTypesShareTheEntriesAndEachRateIsLoadedOnce() {
        Map<String, Rate> first = this.rates.single(List.of("EUR", "USD")).blockingGet();
        assertThat(first).containsOnlyKeys("EUR", "USD");
        assertThat(this.rates.uni(List.of("USD", "EUR")).subscribeAsCompletionStage())
            .succeedsWithin(60, TimeUnit.SECONDS)
            .isEqualTo(first);
        assertThat(this.rates.maybe(Set.of("EUR")).blockingGet()).containsExactly(first.get("EUR"));
        assertThat(this.rates.flowable("USD", "EUR").toList().blockingGet()).containsExactly(first.get("USD"),
                first.get("EUR"));
        assertThat(this.rates.multi(List.of("EUR", "GBP")).collect().asList().subscribeAsCompletionStage().join())
            .hasSize(2)
            .startsWith(first.get("EUR"));
        assertThat(this.loads.of("several", "EUR")).isOne();
        assertThat(this.loads.of("several", "GBP")).isOne();
    }

    @Test
    void nothingHappensWithoutASubscriberOrAKey() {
        assertThat(this.rates.single(List.of("EUR"))).isNotNull();
        assertThat(this.rates.flowable().toList().blockingGet()).isEmpty();
        assertThat(this.loads.total()).isZero();
    }

    @Test
    void aHundredSubscribersLoadOnce() {
        Hold hold = this.loads.hold("several", "EUR");
        List<TestObserver<Map<String, Rate>>> singles = new ArrayList<>();
        List<CompletableFuture<Map<String, Rate>>> unis = new ArrayList<>();
        for (int caller = 0; caller < 50; caller++) {
            singles.add(this.rates.single(List.of("EUR")).test());
            unis.add(this.rates.uni(List.of("EUR")).subscribeAsCompletionStage());
        }
        hold.awaitReached().release();

        Map<String, Rate> first = unis.get(0).join();
        assertThat(unis).allSatisfy((caller) -> assertThat(caller.join()).isEqualTo(first));
        assertThat(singles)
            .allSatisfy((caller) -> caller.awaitDone(60, TimeUnit.SECONDS).assertValue(first).assertNoErrors());
        assertThat(this.loads.total()).isOne();
    }

    @Test
    void failuresAreNotWrapped() {
        RuntimeException failure = new IllegalStateException("closed");
        this.source.failure = failure;
        this.rates.single(List.of("EUR", "USD")).test().awaitDone(60, TimeUnit.SECONDS).assertError(failure);
    }

    @Test
    void putsAndEvictsAreOfAllKeys() {
        Map<String, Rate> published = this.rates.publish(List.of("EUR", "USD")).subscribeAsCompletionStage().join();
        assertThat(this.rates.single(List.of("EUR", "USD")).blockingGet()).isEqualTo(published);
        assertThat(this.loads.total()).isZero();
        assertThat(this.rates.withdraw(List.of("EUR")).blockingGet()).isOne();
        assertThat(this.rates.single(List.of("EUR", "USD")).blockingGet()).containsEntry("USD", published.get("USD"))
            .doesNotContainEntry("EUR", published.get("EUR"));
    }

}
