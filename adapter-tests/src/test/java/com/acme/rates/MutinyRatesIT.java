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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.stampedesafe.test.CacheLoads;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.test.StampedeSafeTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

@SpringBootTest(classes = RatesApplication.class)
@StampedeSafeTest
@Timeout(120)
class MutinyRatesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private RateSource source;

    @Autowired
    private MutinyRates rates;

    @Autowired
    private CacheLoads loads;

    @BeforeEach
    void succeed() {
        this.source.failure = null;
    }

    @Test
    void eachSubscriberIsACallerAndAHundredLoadOnce() {
        Hold hold = this.loads.hold("uni", "EUR");
        List<CompletableFuture<Rate>> callers = IntStream.range(0, 100)
            .mapToObj((i) -> this.rates.rate("EUR").subscribeAsCompletionStage())
            .toList();
        hold.awaitReached().release();

        Rate first = callers.get(0).join();
        assertThat(callers).allSatisfy((caller) -> assertThat(caller).succeedsWithin(PATIENCE).isEqualTo(first));
        assertThat(got(this.rates.rate("EUR"))).isEqualTo(first);
        assertThat(this.loads.total()).isOne();
    }

    @Test
    void nullIsAValue() {
        assertThat(got(this.rates.unknown("EUR"))).isNull();
        assertThat(got(this.rates.unknown("EUR"))).isNull();
        assertThat(this.loads.of("none", "EUR")).isOne();
    }

    @Test
    void aMultiIsStoredAsAList() {
        List<Rate> first = got(this.rates.history("EUR").collect().asList());
        assertThat(first).hasSize(3);
        assertThat(got(this.rates.history("EUR").collect().asList())).isEqualTo(first);
        assertThat(this.loads.of("multi", "EUR")).isOne();
    }

    @Test
    void failuresAreNotWrapped() {
        RuntimeException failure = new IllegalStateException("closed");
        this.source.failure = failure;
        assertThat(catchThrowable(() -> got(this.rates.rate("EUR")))).isSameAs(failure);
    }

    @Test
    void theLoadIsCancelledWhenAllSubscribersHaveLeft() {
        Cancellable one = this.rates.neverAnswered("EUR").subscribe().with((rate) -> {
        });
        Cancellable other = this.rates.neverAnswered("EUR").subscribe().with((rate) -> {
        });
        this.source.asked.join();
        one.cancel();
        other.cancel();
        await().untilTrue(this.source.left);
    }

    @Test
    void putsAndEvictsAreDoneWhenTheirTypeEnds() {
        Rate published = got(this.rates.publish("EUR"));
        assertThat(got(this.rates.rate("EUR"))).isEqualTo(published);
        this.source.failure = new IllegalStateException("closed");
        assertThat(catchThrowable(() -> got(this.rates.withdraw("EUR")))).isSameAs(this.source.failure);
        assertThat(got(this.rates.rate("EUR"))).isEqualTo(published);
        this.source.failure = null;
        got(this.rates.withdraw("EUR"));
        assertThat(got(this.rates.rate("EUR"))).isNotEqualTo(published);
    }

    private static <T extends @Nullable Object> T got(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }

}
