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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.DrivenStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An engine of its own beside a {@link Scene}, for calls for several keys that no thread
 * waits for: its driver answers, and its steps run, when the test says so.
 */
final class BulkAsyncScene {

    final Scene scene = new Scene();

    final ManualExecutor driver = new ManualExecutor();

    final ManualExecutor steps = new ManualExecutor();

    final RecordingListener listener = new RecordingListener();

    final SingleFlightCache engine = engine(UnaryOperator.identity());

    SingleFlightCache engine(UnaryOperator<Runnable> context) {
        DrivenStore store = new DrivenStore(this.scene.shared, this.driver);
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor(), context, this.steps, (time, task) -> {
                    this.scene.clock.in(time, task);
                    return () -> {
                    };
                });
        SingleFlightCache engine = new SingleFlightCache(store, store,
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources, this.listener);
        this.scene.shared.subscribe(engine::receive);
        return engine;
    }

    /** Makes a call, of which no step has run. */
    CompletableFuture<List<@Nullable Object>> call(BulkLoad load, String... keys) {
        return call(load, Scene.plain(), keys);
    }

    CompletableFuture<List<@Nullable Object>> call(BulkLoad load, Policy policy, String... keys) {
        return this.engine.bulk().getAsync(BulkSource.request(load, policy, keys)).toCompletableFuture();
    }

    /** Returns a load that occupies no thread. */
    static BulkLoad starting(CompletableFuture<Map<CacheKey, Object>> values) {
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
    int round() {
        int questions = answer();
        this.steps.runAll();
        return questions;
    }

    /** Answers what is on its way, without the steps after it. */
    int answer() {
        int questions = this.driver.waiting();
        for (int i = 0; i < questions; i++) {
            this.driver.take().run();
        }
        return questions;
    }

    /** Answers and runs until nothing is left to do. */
    void run() {
        while (this.steps.runAll() + this.driver.runAll() > 0) {
            // the next steps
        }
    }

    void assertNothingLeaks() {
        run();
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        for (String text : List.of("1", "2", "3")) {
            assertThat(this.scene.shared.isLeased(BulkSource.key(text))).isFalse();
            assertThat(this.scene.shared.fence(BulkSource.key(text))).isNull();
        }
    }

}
