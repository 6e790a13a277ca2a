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

package io.github.stampedesafe.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.StoreClock;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The steps of a hit that a near copy answers, and their order. */
class NearHitTests {

    private static final Policy POLICY = Scene.policy(Scene.rules().with(NEAR_CACHE, NearCache.ALL));

    private final Scene scene = new Scene();

    private final ScriptedNearMaps maps = new ScriptedNearMaps();

    private final AtomicInteger looks = new AtomicInteger();

    private final List<Long> moments = new ArrayList<>();

    private final StoreClock storeClock = new StoreClock() {

        @Override
        public Instant instant() {
            NearHitTests.this.looks.incrementAndGet();
            return NearHitTests.this.scene.clock.instant();
        }

        @Override
        public long microsAt(long nanoTime) {
            NearHitTests.this.moments.add(nanoTime);
            return StoreClock.micros(NearHitTests.this.scene.clock.instant());
        }

    };

    private final SingleFlightCache engine = new SingleFlightCache(this.scene.shared,
            new InMemoryLeases(this.scene.shared), new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD),
            new EngineResources(this.storeClock, this::nanoTime, new ScriptedRandom(), Waiting.blocking(),
                    new ManualExecutor()),
            new EngineHooks(new RecordingListener(), ReadRates.UNKNOWN, LoadScope.NONE, this.maps));

    /** A look at the clock is a good part of what such a hit costs. */
    @Test
    void aHitLooksAtTheClockOnce() throws Throwable {
        hear();
        get();
        get();
        this.scene.clock.advance(Duration.ofMillis(1));
        this.looks.set(0);
        this.moments.clear();
        get();
        assertThat(hits()).isOne();
        assertThat(this.looks).hasValue(1);
        assertThat(this.moments).containsExactly(this.scene.clock.nanoTime());
    }

    /**
     * After a long silence signal and heartbeat arrive while a call looks at its copy.
     */
    @Test
    void whatIsHeardAfterTheCopyWasLookedUpDoesNotVouchForIt() throws Throwable {
        hear();
        get();
        get();
        this.scene.clock.advance(Duration.ofSeconds(2));
        this.maps.afterGet(() -> {
            this.engine.near().changed(Scene.KEY);
            hear();
        });
        get();
        assertThat(hits()).isZero();
    }

    /** The thread stops between its look at the copy and its look at the clock. */
    @Test
    void aPauseAfterTheCopyWasLookedUpCountsAsSilence() throws Throwable {
        hear();
        get();
        get();
        this.maps.afterGet(() -> this.scene.clock.advance(Duration.ofSeconds(2)));
        get();
        assertThat(hits()).isZero();
    }

    @Test
    void aRequestOfACacheWithoutANearCacheIsNotKept() {
        Request request = Request.withoutLoad(Scene.KEY, Scene.plain(), new StringCodec());
        assertThatIllegalArgumentException().isThrownBy(() -> this.engine.near().keep(request))
            .withMessage("The cache 'totals' has no near cache");
        assertThat(this.engine.near().isInUse()).isFalse();
    }

    @Test
    void anEngineWithoutNearCachesSaysSoToAPolicyThatWantsOne() {
        SingleFlightCache plain = new AsyncScene().engine;
        assertThatIllegalStateException()
            .isThrownBy(() -> plain.get(Scene.KEY, POLICY, new StringCodec(), () -> "value"))
            .withMessage("This engine was created without near caches");
    }

    @Test
    void aClockThatSaysNothingOfMomentsIsAskedForTheTime() {
        StoreClock plain = () -> Instant.ofEpochSecond(-1, 1_999);
        assertThat(plain.microsAt(42)).isEqualTo(-999_999);
    }

    private void get() throws Throwable {
        assertThat(this.engine.get(Scene.KEY, POLICY, new StringCodec(), () -> "value")).isEqualTo("value");
    }

    private long hits() {
        return this.engine.near().usage(Scene.KEY.cache()).hits();
    }

    private void hear() {
        this.engine.near().heard(this.scene.clock.nanoTime());
    }

    private long nanoTime() {
        this.looks.incrementAndGet();
        return this.scene.clock.nanoTime();
    }

}
