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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;

import static org.assertj.core.api.Assertions.assertThat;

class LeaseKeeperTests {

    private static final Duration LIFE = Duration.ofSeconds(5);

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore store = new InMemoryEntryStore(this.clock);

    private final FaultyLeases leases = new FaultyLeases(new InMemoryLeases(this.store));

    private final RecordingListener listener = new RecordingListener();

    private final LeaseKeeper keeper = new LeaseKeeper(LIFE, this.clock::nanoTime, this.listener);

    @Test
    void aLeaseLivesNoLongerThanItsLoadMay() {
        assertThat(this.keeper.life(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(this.keeper.life(Duration.ofSeconds(7))).isEqualTo(LIFE);
        keep(Scene.KEY, Duration.ofSeconds(7));
        step(Duration.ofSeconds(4));
        step(Duration.ofMillis(2999));
        assertThat(this.store.isLeased(Scene.KEY)).isTrue();
        this.clock.advance(Duration.ofMillis(1));
        assertThat(this.store.isLeased(Scene.KEY)).isFalse();
        this.keeper.extendAll();
        this.keeper.extendAll();
        assertThat(this.listener.events()).containsExactly("loadOverdue totals:DE PT7S");
        assertThat(this.keeper.count()).isZero();
    }

    @Test
    void aLoadThatTookTooLongIsToldOnceWhoeverNoticesFirst() {
        LeaseKeeper.Held noticedByItself = keep(Scene.KEY, Duration.ofSeconds(3));
        LeaseKeeper.Held inTime = keep(OTHER, Duration.ofSeconds(4));
        this.clock.advance(Duration.ofSeconds(3));
        noticedByItself.close();
        inTime.close();
        this.keeper.extendAll();
        assertThat(this.listener.events()).containsExactly("loadOverdue totals:DE PT3S");
    }

    @Test
    void aLeaseThatWasLostIsCountedOnceAndNoLongerKept() {
        keep(Scene.KEY, Duration.ofSeconds(60));
        this.store.evict(Scene.KEY);
        this.keeper.extendAll();
        this.keeper.extendAll();
        assertThat(this.listener.events()).containsExactly("leaseLost totals:DE");
        assertThat(this.keeper.count()).isZero();
    }

    @Test
    void aLeaseIsGivenBackOnce() {
        LeaseKeeper.Held held = keep(Scene.KEY, Duration.ofSeconds(60));
        held.close();
        held.close();
        assertThat(this.store.isLeased(Scene.KEY)).isFalse();
        assertThat(this.leases.calls(FaultyLeases.Operation.RELEASE)).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void aFailedExtensionIsReportedAndTriedAgainAndKeepsNoOtherLeaseFromBeingExtended(Failure failure) {
        AtomicBoolean hasFailed = new AtomicBoolean();
        for (CacheKey key : List.of(Scene.KEY, OTHER)) {
            Lease lease = lease(key, LIFE);
            this.keeper.keep(new Lease() {

                @Override
                public CompletionStage<Boolean> extend(Duration life) {
                    return hasFailed.compareAndSet(false, true) ? failure.extension.get() : lease.extend(life);
                }

                @Override
                public void release() {
                    lease.release();
                }

            }, key, Duration.ofSeconds(60));
        }
        step(Duration.ofSeconds(2));
        assertThat(this.listener.events()).singleElement(InstanceOfAssertFactories.STRING)
            .matches("unavailable totals:(..) " + failure.message);
        step(Duration.ofSeconds(2));
        this.clock.advance(Duration.ofSeconds(4));
        assertThat(this.store.isLeased(Scene.KEY)).isTrue();
        assertThat(this.store.isLeased(OTHER)).isTrue();
    }

    private LeaseKeeper.Held keep(CacheKey key, Duration deadline) {
        return this.keeper.keep(lease(key, this.keeper.life(deadline)), key, deadline);
    }

    private Lease lease(CacheKey key, Duration life) {
        Lease lease = Stages.join(this.leases.tryAcquire(key, life));
        assertThat(lease).isNotNull();
        return lease;
    }

    private void step(Duration time) {
        this.clock.advance(time);
        this.keeper.extendAll();
    }

    enum Failure {

        REPORTED(() -> CompletableFuture.failedFuture(new CacheUnavailableException("No answer", null)), "No answer"),

        THROWN(() -> {
            throw new IllegalStateException("The client is shut down");
        }, "The lease of key '\\1' of cache 'totals' could not be extended");

        private final Supplier<CompletionStage<Boolean>> extension;

        private final String message;

        Failure(Supplier<CompletionStage<Boolean>> extension, String message) {
            this.extension = extension;
            this.message = message;
        }

    }

}
