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

package io.github.stampedesafe.benchmarks.migration;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import com.acme.tariffs.Tariff;
import com.acme.tariffs.TariffSource;
import com.acme.tariffs.Tariffs;

import io.github.stampedesafe.test.Crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is tried with each cache, once: callers of an absent value, and a change in the
 * middle of a load.
 *
 * @param source the source of all instances
 * @param instances the service, once for each instance
 */
record Rehearsal(TariffSource source, List<? extends Tariffs> instances) {

    static final int CALLERS = 100;

    static final int BEFORE = 19;

    static final int AFTER = 20;

    /**
     * Returns how many queries a hundred callers make who ask together for an absent
     * value. No query returns before as many have begun as are expected.
     */
    int queriesForAnAbsentKey(int expected) {
        CountDownLatch gate = hold("DE");
        Crowd crowd = Crowd.of(IntStream.range(0, CALLERS)
            .mapToObj((i) -> this.instances.get(i % this.instances.size()))
            .map((instance) -> (Crowd.Call) () -> instance.tariff("DE"))
            .toList());
        awaitQueries(expected);
        gate.countDown();
        assertThat(crowd.results()).containsOnly(new Tariff("DE", BEFORE));
        return this.source.queries();
    }

    /**
     * Returns what is read after a change that was made while a load had the old value.
     */
    int percentAfterAChangeDuringALoad() {
        CountDownLatch gate = hold("FR");
        Crowd loading = Crowd.one(() -> this.instances.get(0).tariff("FR"));
        awaitQueries(1);
        this.instances.get(1).change(new Tariff("FR", AFTER));
        gate.countDown();
        assertThat(loading.result()).isEqualTo(new Tariff("FR", BEFORE));
        return this.instances.get(1).tariff("FR").percent();
    }

    private CountDownLatch hold(String country) {
        CountDownLatch gate = new CountDownLatch(1);
        this.source.begin(new Tariff(country, BEFORE), gate);
        return gate;
    }

    private void awaitQueries(int expected) {
        await().atMost(Duration.ofSeconds(60)).until(() -> this.source.queries() >= expected);
    }

}
