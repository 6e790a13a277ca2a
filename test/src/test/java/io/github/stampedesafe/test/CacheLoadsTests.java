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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.LoadScope;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.redis.JsonCodecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CacheLoadsTests {

    private final CacheLoads loads = new CacheLoads();

    @Test
    void aLoadOfSeveralKeysIsOneLoadAndOneOfEachKey() {
        begin(gathering(CacheLoads.key("products", 1), CacheLoads.key("products", 2)));
        begin(() -> "product 1");

        assertThat(this.loads.total()).isEqualTo(2);
        assertThat(this.loads.inCache("products")).isEqualTo(2);
        assertThat(this.loads.of("products", 1)).isEqualTo(2);
        assertThat(this.loads.of("products", 2)).isOne();
        assertThat(this.loads.of("products", 3)).isZero();
    }

    @Test
    void aHeldKeyHoldsTheLoadThatGathersIt() throws Exception {
        Hold hold = this.loads.hold("products", 2);
        CompletableFuture<Object> load = begin(gathering(CacheLoads.key("products", 1), CacheLoads.key("products", 2)));

        assertThat(hold.awaitReached().isReached()).isTrue();
        assertThat(load).isNotDone();
        hold.release();
        assertThat(load.get(10, TimeUnit.SECONDS)).isEqualTo("product");
    }

    @Test
    void aHeldLoadFailsAsItFailed() {
        IllegalStateException failure = new IllegalStateException("no table");
        Hold hold = this.loads.hold("products", 1);
        CompletableFuture<Object> load = begin(() -> {
            throw failure;
        });
        hold.release();

        assertThat(load).failsWithin(Duration.ofSeconds(10)).withThrowableThat().withCause(failure);
    }

    @Test
    void onlyTheNextLoadIsHeld() {
        Hold first = this.loads.hold("products", 1);
        Hold second = this.loads.hold("products", 1);

        assertThat(begin(() -> "a")).isNotDone();
        assertThat(second.isReached()).isFalse();
        assertThat(begin(() -> "b")).isNotDone();
        assertThat(begin(() -> "c")).isCompletedWithValue("c");
        assertThat(first.isReached()).isTrue();
    }

    @Test
    void theEndOfTheTestLetsHeldLoadsGo() {
        this.loads.hold("products", 1);
        CompletableFuture<Object> load = begin(() -> "a");

        this.loads.reset();

        assertThat(load).succeedsWithin(Duration.ofSeconds(10));
        assertThat(this.loads.total()).isZero();
    }

    @Test
    void aPointThatNothingReachesFailsTheTest() {
        Hold hold = new Hold();
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(AssertionError.class).isThrownBy(hold::awaitReached)
            .withMessage("The test was interrupted");
    }

    private CompletableFuture<Object> begin(Load load) {
        Request request = new Request(new CacheKey("products", "(int)1"), Policy.resolve(),
                new JsonCodecs().codec("products", String.class), load);
        LoadScope scope = this.loads::start;
        return scope.around(LoadScope.NONE).start(request, LoadCause.MISS).toCompletableFuture();
    }

    private static Load gathering(CacheKey... keys) {
        return new Load() {

            @Override
            public Object load() {
                return "product";
            }

            @Override
            public List<CacheKey> keys(CacheKey key) {
                return List.of(keys);
            }

        };
    }

}
