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

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LinkedFutureTests {

    @Test
    void isCancelledIfTheWorkOfItsSourceIs() {
        AsyncLeaveTests.Work work = new AsyncLeaveTests.Work();
        CompletableFuture<Object> linked = new LinkedFuture<>(work, (value) -> value);
        assertThat(linked.cancel(true)).isTrue();
        assertThat(work).isCancelled();
        assertThat(linked).isCancelled();
        assertThat(linked.cancel(true)).isTrue();
    }

    @Test
    void isNotCancelledIfTheWorkOfItsSourceGoesOn() {
        CompletableFuture<Object> endless = new CompletableFuture<>();
        CompletableFuture<Object> linked = new LinkedFuture<>(endless, (value) -> value + " in the end");
        assertThat(linked.cancel(true)).isFalse();
        assertThat(endless).isNotDone();
        endless.complete("loaded");
        assertThat(linked).isCompletedWithValue("loaded in the end");
        assertThat(linked.cancel(true)).isFalse();
    }

}
