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

package io.github.stampedesafe.store;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for an own store, lease or codec that says no more than it has to. */
class OwnStoreDefaultsTests {

    @Test
    void leasesNeedNoNames() {
        LeaseProvider leases = new LeaseProvider() {

            @Override
            public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
                return CompletableFuture.completedFuture(new PlainLease());
            }

        };
        assertThat(leases.instance()).isNull();
        assertThat(new PlainLease().holder()).isNull();
    }

    @Test
    void aCodecNeedsNoShape() {
        PayloadCodec codec = new StringCodec();
        assertThat(codec.shape()).isZero();
        assertThat(codec.describe(0)).isEqualTo("a type of unknown shape");
        assertThat(codec.describe(0xABCL)).isEqualTo("a type of the shape 0000000000000abc");
        assertThat(codec.method()).isEmpty();
        assertThat(codec.remedy(true)).isEqualTo("Make the codec read what it writes.");
    }

    @Test
    void signalsNeedNoHeartbeats() {
        SignalSource.Receiver receiver = new SignalSource.Receiver() {

            @Override
            public void receive(Signal signal) {
            }

            @Override
            public void missed() {
            }

        };
        assertThat(receiver.isAttentive()).isFalse();
    }

    @Test
    void theSharedDelayRunsATask() {
        CompletableFuture<Thread> task = new CompletableFuture<>();
        Delay.shared().run(Duration.ofMillis(1), () -> task.complete(Thread.currentThread()));
        assertThat(task).succeedsWithin(Duration.ofSeconds(20)).matches(Thread::isDaemon);
    }

    @Test
    void theFirstThousandCharactersOfAFailureAreRemembered() {
        Instant now = Instant.parse("2026-11-30T10:00:00Z");
        assertThat(RememberedFailure.of(new IllegalStateException(), now))
            .isEqualTo(new RememberedFailure("java.lang.IllegalStateException", "", now));
        assertThat(RememberedFailure.of(new Exception("x".repeat(1000)), now).message()).isEqualTo("x".repeat(1000));
        assertThat(RememberedFailure.of(new Exception("x".repeat(1000) + "y"), now).message())
            .isEqualTo("x".repeat(1000));
    }

    private static final class PlainLease implements Lease {

        @Override
        public CompletionStage<Boolean> extend(Duration life) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public void release() {
        }

    }

}
