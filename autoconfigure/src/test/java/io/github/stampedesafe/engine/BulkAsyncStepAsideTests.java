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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.InMemoryLeases;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Asynchronous calls whose caller leaves while another instance loads one of their keys.
 */
class BulkAsyncStepAsideTests {

    private final BulkAsyncScene calls = new BulkAsyncScene();

    private final CompletableFuture<Map<CacheKey, Object>> values = new CompletableFuture<>();

    private final Lease lease = Objects.requireNonNull(Stages
        .join(new InMemoryLeases(this.calls.scene.shared).tryAcquire(BulkSource.key("3"), Scene.seconds(60))));

    /** The questions of its key: look, marks, lease, and another look. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3 })
    void aCallerThatLeavesWhileAQuestionIsOnItsWayWaitsForNoOtherInstance(int rounds) {
        CompletableFuture<List<@Nullable Object>> call = call("3");
        rounds(rounds);
        cancel(call);
        assertThat(this.calls.engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aKeyThatBeginsAnewIsNotLoadedForACallerThatLeaves() {
        CompletableFuture<List<@Nullable Object>> call = call("1", "2", "3");
        rounds(4);
        assertThat(this.calls.driver.waiting()).as("looks that begin anew").isOne();
        this.lease.release();
        cancel(call);
        this.values.complete(Map.of());
        this.calls.assertNothingLeaks();
    }

    private CompletableFuture<List<@Nullable Object>> call(String... keys) {
        return this.calls.call(BulkAsyncScene.starting(this.values), keys);
    }

    private void rounds(int rounds) {
        this.calls.steps.runAll();
        for (int round = 0; round < rounds; round++) {
            this.calls.round();
        }
    }

    private void cancel(CompletableFuture<?> call) {
        call.cancel(true);
        this.calls.run();
    }

}
