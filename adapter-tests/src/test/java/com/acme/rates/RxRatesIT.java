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

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.reactivex.rxjava3.disposables.Disposable;
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
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = RatesApplication.class)
@StampedeSafeTest
@Timeout(120)
class RxRatesIT {

    @Autowired
    private RateSource source;

    @Autowired
    private RxRates rates;

    @Autowired
    private CacheLoads loads;

    @BeforeEach
    void succeed() {
        this.source.failure = null;
    }

    @Test
    void eachSubscriberIsACallerAndAHundredLoadOnce() {
        Hold hold = this.loads.hold("rates", "EUR");
        List<TestObserver<Rate>> callers = IntStream.range(0, 100)
            .mapToObj((i) -> this.rates.rate("EUR").test())
            .toList();
        hold.awaitReached().release();

        assertThat(callers).allSatisfy((caller) -> assertThat(caller.awaitDone(60, TimeUnit.SECONDS).values())
            .isEqualTo(callers.get(0).values()));
        assertThat(this.rates.rateAtOnce("EUR")).isEqualTo(callers.get(0).values().get(0));
        assertThat(this.loads.total()).isOne();
    }

    @Test
    void nothingHappensWithoutASubscriber() {
        assertThat(this.rates.rate("EUR")).isNotNull();
        assertThat(this.loads.total()).isZero();
    }

    @Test
    void anEmptyMaybeIsStoredAsNull() {
        assertThat(this.rates.unknown("EUR").blockingGet()).isNull();
        assertThat(this.rates.unknown("EUR").blockingGet()).isNull();
        assertThat(this.loads.of("unknown", "EUR")).isOne();
    }

    @Test
    void aFlowableIsStoredAsAListThatAnObservableBrings() {
        List<Rate> first = this.rates.history("EUR").toList().blockingGet();
        assertThat(first).hasSize(3);
        assertThat(this.rates.history("EUR").toList().blockingGet()).isEqualTo(first);
        assertThat(this.rates.observedHistory("EUR").toList().blockingGet()).isEqualTo(first);
        assertThat(this.loads.of("histories", "EUR")).isOne();
    }

    @Test
    void failuresAreNotWrapped() {
        RuntimeException failure = new IllegalStateException("closed");
        this.source.failure = failure;
        this.rates.rate("EUR").test().awaitDone(60, TimeUnit.SECONDS).assertError(failure);
    }

    @Test
    void theLoadIsCancelledWhenAllSubscribersHaveLeft() {
        Disposable one = this.rates.neverAnswered("EUR").subscribe();
        Disposable other = this.rates.neverAnswered("EUR").subscribe();
        this.source.asked.join();
        one.dispose();
        other.dispose();
        await().untilTrue(this.source.left);
    }

    @Test
    void putsAndEvictsAreDoneWhenTheirTypeEnds() {
        Rate published = this.rates.publish("EUR").blockingGet();
        assertThat(this.rates.rate("EUR").blockingGet()).isEqualTo(published);
        RuntimeException failure = new IllegalStateException("closed");
        this.source.failure = failure;
        this.rates.withdraw("EUR").test().awaitDone(60, TimeUnit.SECONDS).assertError(failure);
        assertThat(this.rates.rate("EUR").blockingGet()).isEqualTo(published);
        this.source.failure = null;
        this.rates.withdraw("EUR").blockingAwait();
        assertThat(this.rates.rate("EUR").blockingGet()).isNotEqualTo(published);
    }

}
