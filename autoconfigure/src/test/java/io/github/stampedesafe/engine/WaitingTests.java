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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How a thread waits that blocks. */
class WaitingTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final Waiting waiting = Waiting.blocking();

    private final CompletableFuture<Object> event = new CompletableFuture<>();

    @Test
    @Timeout(30)
    void anEventHasHappenedInWhateverWayItDid() throws InterruptedException {
        assertThat(this.waiting.await(CompletableFuture.completedFuture("value"), LONG)).isTrue();
        assertThat(this.waiting.await(CompletableFuture.failedFuture(new IllegalStateException()), LONG)).isTrue();
    }

    @Test
    @Timeout(30)
    void aWaitThatIsOverSaysThatTheEventHasNotHappened() throws InterruptedException {
        assertThat(this.waiting.await(this.event, Duration.ofNanos(1))).isFalse();
        assertThat(this.waiting.await(this.event, Duration.ofNanos(-1))).isFalse();
    }

    @Test
    @Timeout(30)
    void anInterruptEndsTheWait() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.waiting.await(this.event, LONG));
    }

}
