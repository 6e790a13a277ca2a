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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls for several keys that no thread waits for, and what is on its way at one time.
 */
class BulkAsyncCallTests {

    private final BulkAsyncScene calls = new BulkAsyncScene();

    private final BulkSource source = new BulkSource();

    @Test
    void aHitIsOneStepAfterItsAnswer() {
        this.calls.scene.b.put(BulkSource.key("1"), Scene.plain(), "one");
        this.calls.scene.b.put(BulkSource.key("2"), Scene.plain(), "two");
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2");
        this.calls.run();
        assertThat(call).isCompletedWithValue(List.of("one", "two"));
        assertThat(this.source.calls).isEmpty();
        this.calls.assertNothingLeaks();
    }

    @Test
    void theQuestionsOfAllKeysAreOnTheirWayAtOneTime() {
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2", "3");
        this.calls.steps.runAll();
        assertThat(this.calls.round()).as("looks").isEqualTo(3);
        assertThat(this.calls.round()).as("marks").isEqualTo(1);
        assertThat(this.calls.round()).as("leases").isEqualTo(3);
        assertThat(this.calls.round()).as("begins").isEqualTo(3);
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3"));
        assertThat(this.calls.round()).as("publishes").isEqualTo(3);
        assertThat(call).isCompletedWithValue(List.of("v1", "v2", "v3"));
        this.calls.assertNothingLeaks();
    }

    @Test
    void noThreadWaitsForAMethodThatReturnsAFuture() {
        CompletableFuture<Map<CacheKey, Object>> values = new CompletableFuture<>();
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(BulkAsyncScene.starting(values), "1", "2");
        this.calls.run();
        assertThat(this.calls.engine.inProgress().flights()).hasSize(2);
        CompletableFuture<List<@Nullable Object>> follower = this.calls.call(this.source, "2", "3");
        this.calls.run();
        assertThat(this.source.calls).containsExactly(List.of("3"));
        assertThat(follower).isNotDone();
        values.complete(Map.of(BulkSource.key("1"), "one", BulkSource.key("2"), "two"));
        this.calls.run();
        assertThat(call).isCompletedWithValue(List.of("one", "two"));
        assertThat(follower).isCompletedWithValue(List.of("two", "v3"));
        this.calls.assertNothingLeaks();
    }

    @Test
    void valuesAreMadeInAStepAndNotByWhatCompletesTheLoad() {
        Bringing load = new Bringing();
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(load, "1", "2");
        this.calls.run();
        load.brought.complete("one");
        assertThat(load.made).isEmpty();
        this.calls.run();
        assertThat(load.made).containsExactly(List.of(BulkSource.key("1"), BulkSource.key("2")));
        assertThat(call).isCompletedWithValue(Arrays.asList("one", null));
        this.calls.assertNothingLeaks();
    }

    @Test
    void valuesThatCannotBeMadeFailTheCallers() {
        Bringing load = new Bringing();
        load.failure = new IOException("no key");
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(load, "1", "2");
        this.calls.run();
        CompletableFuture<List<@Nullable Object>> follower = this.calls.call(this.source, "2");
        this.calls.run();
        load.brought.complete("one");
        this.calls.run();
        assertThat(failure(call)).isSameAs(load.failure);
        assertThat(failure(follower)).isSameAs(load.failure);
        this.calls.assertNothingLeaks();
    }

    @Test
    void aFailureReachesTheCallersAsItself() {
        CompletionException failure = new CompletionException(new IOException("down"));
        CompletableFuture<Map<CacheKey, Object>> pending = new CompletableFuture<>();
        for (CompletableFuture<Map<CacheKey, Object>> values : List.of(pending,
                CompletableFuture.<Map<CacheKey, Object>>failedFuture(failure))) {
            CompletableFuture<List<@Nullable Object>> call = this.calls.call(BulkAsyncScene.starting(values), "1", "2");
            this.calls.run();
            CompletableFuture<List<@Nullable Object>> follower = this.calls.call(this.source, "2");
            this.calls.run();
            pending.completeExceptionally(failure);
            this.calls.run();
            assertThat(failure(call)).isSameAs(failure);
            if (values == pending) {
                assertThat(failure(follower)).isSameAs(failure);
            }
        }
        this.calls.assertNothingLeaks();
    }

    @Test
    void aFailureIsToldAsItself() {
        IOException failure = new IOException("down");
        CompletableFuture<Map<CacheKey, Object>> pending = new CompletableFuture<>();
        this.calls.call(BulkAsyncScene.starting(pending), "1", "2");
        this.calls.run();
        pending.completeExceptionally(failure);
        this.calls.run();
        assertThat(this.calls.listener.events()).filteredOn((event) -> event.startsWith("loadFailed"))
            .hasSize(2)
            .allMatch((event) -> event.contains("IOException") && !event.contains("CompletionException"));
    }

    private static @Nullable Throwable failure(CompletableFuture<?> call) {
        assertThat(call).isDone();
        Throwable[] failure = new Throwable[1];
        call.whenComplete((value, thrown) -> failure[0] = thrown);
        return failure[0];
    }

    /** A load whose values are made of what it brings: the first key has that. */
    private static final class Bringing implements BulkLoad {

        private final CompletableFuture<@Nullable Object> brought = new CompletableFuture<>();

        private final List<List<CacheKey>> made = new ArrayList<>();

        private @Nullable IOException failure;

        @Override
        public Map<CacheKey, Object> load(List<CacheKey> keys) {
            throw new AssertionError("start() is overridden");
        }

        @Override
        public CompletionStage<@Nullable Object> start(List<CacheKey> keys) {
            return this.brought;
        }

        @Override
        public Map<CacheKey, @Nullable Object> valuesOf(List<CacheKey> keys, @Nullable Object brought)
                throws IOException {
            this.made.add(keys);
            if (this.failure != null) {
                throw this.failure;
            }
            return Collections.singletonMap(keys.get(0), brought);
        }

    }

}
