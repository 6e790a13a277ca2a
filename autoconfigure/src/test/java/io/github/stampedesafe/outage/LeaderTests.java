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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.test.contract.BlockingLeases;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Who leads, asked through the guard. */
class LeaderTests {

    private final MutableClock clock = new MutableClock();

    private final Leases leases = new Leases();

    private final OutageGuard guard = new OutageGuard(new FaultyEntryStore(new InMemoryEntryStore(this.clock)),
            this.leases, new OutageGuard.Settings(OnUndeliveredChange.KEEP, 3), this.clock::nanoTime,
            new CacheListener() {
            });

    @Test
    void theGuardPassesOnWhoLeads() {
        assertThat(new BlockingLeases(this.guard.leases()).leader(GuardedInstance.DE)).isEqualTo("other");
        assertThat(this.guard.leases().instance()).isEqualTo("this");
    }

    @Test
    void nobodyIsAskedWhoLeadsWhileNobodyAnswers() {
        this.leases.isDown = true;
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(CacheUnavailableException.class)
                .isThrownBy(() -> new BlockingLeases(this.guard.leases()).leader(GuardedInstance.DE));
        }
        assertThat(this.leases.questions).isEqualTo(Breaker.UNANSWERED_IN_A_ROW);
        assertThat(this.guard.leases().instance()).isEqualTo("this");
    }

    private static final class Leases implements LeaseProvider {

        private int questions;

        private boolean isDown;

        @Override
        public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
            return CompletableFuture.failedFuture(new CacheUnavailableException("Down", null));
        }

        @Override
        public CompletionStage<@Nullable String> leader(CacheKey key) {
            this.questions++;
            return this.isDown ? CompletableFuture.failedFuture(new CacheUnavailableException("Down", null))
                    : CompletableFuture.completedFuture("other");
        }

        @Override
        public String instance() {
            return "this";
        }

    }

}
