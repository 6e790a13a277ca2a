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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FirstConnectionTests {

    private final Deque<Runnable> attempts = new ArrayDeque<>();

    private Supplier<String> server = () -> "connected";

    private final FirstConnection<String> connection = new FirstConnection<>(() -> this.server.get(),
            this.attempts::add);

    @Test
    void nothingConnectsUntilSomebodyAsks() {
        assertThat(this.attempts).isEmpty();
        assertThat(this.connection.isEstablished()).isFalse();
    }

    @Test
    void allWaitForOneAttempt() {
        CompletableFuture<String> first = this.connection.established();
        CompletableFuture<String> second = this.connection.established();
        assertThat(this.attempts).hasSize(1);
        assertThat(first).isNotDone();
        this.attempts.remove().run();
        assertThat(first).isCompletedWithValue("connected");
        assertThat(second).isCompletedWithValue("connected");
        assertThat(this.connection.isEstablished()).isTrue();
        assertThat(this.connection.established()).isCompletedWithValue("connected");
        assertThat(this.attempts).isEmpty();
    }

    @Test
    void afterAFailedAttemptTheNextCallerBeginsAnother() {
        this.server = () -> {
            throw new IllegalStateException("away");
        };
        CompletableFuture<String> first = this.connection.established();
        this.attempts.remove().run();
        assertThat(first).isCompletedExceptionally();
        assertThat(this.connection.isEstablished()).isFalse();
        this.server = () -> "connected";
        CompletableFuture<String> second = this.connection.established();
        this.attempts.remove().run();
        assertThat(second).isCompletedWithValue("connected");
    }

    @Test
    void aConnectionThatIsForgottenIsMadeAgain() {
        this.connection.established();
        this.attempts.remove().run();
        this.connection.forget();
        assertThat(this.connection.isEstablished()).isFalse();
        this.connection.established();
        assertThat(this.attempts).hasSize(1);
    }

}
