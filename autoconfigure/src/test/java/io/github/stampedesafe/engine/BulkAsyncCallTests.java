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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.testing.DrivenStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls for several keys that no thread waits for, and what is on its way at one time.
 */
class BulkAsyncCallTests {

    private final Scene scene = new Scene();

    private final ManualExecutor driver = new ManualExecutor();

    private final ManualExecutor steps = new ManualExecutor();

    private final BulkSource source = new BulkSource();

    private final SingleFlightCache engine = engine();

    @Test
    void aHitIsOneStepAfterItsAnswer() {
        this.scene.b.put(BulkSource.key("1"), Scene.plain(), "one");
        this.scene.b.put(BulkSource.key("2"), Scene.plain(), "two");
        CompletableFuture<List<@Nullable Object>> call = call(this.source, "1", "2");
        run();
        assertThat(call).isCompletedWithValue(List.of("one", "two"));
        assertThat(this.source.calls).isEmpty();
        assertNothingLeaks();
    }

    @Test
    void theQuestionsOfAllKeysAreOnTheirWayAtOneTime() {
        CompletableFuture<List<@Nullable Object>> call = call(this.source, "1", "2", "3");
        this.steps.runAll();
        assertThat(round()).as("looks").isEqualTo(3);
        assertThat(round()).as("marks").isEqualTo(1);
        assertThat(round()).as("leases").isEqualTo(3);
        assertThat(round()).as("begins").isEqualTo(3);
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3"));
        assertThat(round()).as("publishes").isEqualTo(3);
        assertThat(call).isCompletedWithValue(List.of("v1", "v2", "v3"));
        assertNothingLeaks();
    }

    @Test
    void noThreadWaitsForAMethodThatReturnsAFuture() {
        CompletableFuture<Map<CacheKey, Object>> values = new CompletableFuture<>();
        CompletableFuture<List<@Nullable Object>> call = call(starting(values), "1", "2");
        run();
        assertThat(this.engine.inProgress().flights()).hasSize(2);
        CompletableFuture<List<@Nullable Object>> follower = call(this.source, "2", "3");
        run();
        assertThat(this.source.calls).containsExactly(List.of("3"));
        assertThat(follower).isNotDone();
        values.complete(Map.of(BulkSource.key("1"), "one", BulkSource.key("2"), "two"));
        run();
        assertThat(call).isCompletedWithValue(List.of("one", "two"));
        assertThat(follower).isCompletedWithValue(List.of("two", "v3"));
        assertNothingLeaks();
    }

    @Test
    void aFailureReachesTheCallersAsItself() {
        CompletionException failure = new CompletionException(new IOException("down"));
        CompletableFuture<List<@Nullable Object>> call = call(starting(CompletableFuture.failedFuture(failure)), "1",
                "2");
        run();
        Throwable[] thrown = new Throwable[1];
        call.whenComplete((value, ex) -> thrown[0] = ex);
        assertThat(thrown[0]).isSameAs(failure);
        assertNothingLeaks();
    }

    private CompletableFuture<List<@Nullable Object>> call(BulkLoad load, String... keys) {
        return this.engine.bulk().getAsync(BulkSource.request(load, Scene.plain(), keys)).toCompletableFuture();
    }

    private static BulkLoad starting(CompletableFuture<Map<CacheKey, Object>> values) {
        return new BulkLoad() {

            @Override
            public Map<CacheKey, Object> load(List<CacheKey> keys) {
                throw new AssertionError("start() is overridden");
            }

            @Override
            public CompletionStage<Map<CacheKey, Object>> start(List<CacheKey> keys) {
                return values;
            }

        };
    }

    /** Answers what is on its way; returns how many questions that were. */
    private int round() {
        int questions = this.driver.waiting();
        for (int i = 0; i < questions; i++) {
            this.driver.take().run();
        }
        this.steps.runAll();
        return questions;
    }

    private void run() {
        while (this.steps.runAll() + this.driver.runAll() > 0) {
            // the next steps
        }
    }

    private void assertNothingLeaks() {
        run();
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(this.scene.shared.isLeased(BulkSource.key("1"))).isFalse();
        assertThat(this.scene.shared.fence(BulkSource.key("1"))).isNull();
    }

    private SingleFlightCache engine() {
        DrivenStore store = new DrivenStore(this.scene.shared, this.driver);
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor(), UnaryOperator.identity(), this.steps,
                (time, task) -> {
                    this.scene.clock.in(time, task);
                    return () -> {
                    };
                });
        SingleFlightCache engine = new SingleFlightCache(store, store,
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources, new RecordingListener());
        this.scene.shared.subscribe(engine::receive);
        return engine;
    }

}
