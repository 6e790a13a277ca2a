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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** An engine of its own beside a {@link Scene}, for calls that no thread waits for. */
final class AsyncScene {

    final Scene scene = new Scene();

    final ManualExecutor steps = new ManualExecutor();

    final RecordingListener listener = new RecordingListener();

    final SingleFlightCache engine = engine(this.steps, UnaryOperator.identity());

    SingleFlightCache engine(Executor executor, UnaryOperator<Runnable> context) {
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor(), context, executor, (time, task) -> {
                    this.scene.clock.in(time, task);
                    return () -> {
                    };
                });
        SingleFlightCache engine = new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources, this.listener);
        this.scene.shared.subscribe(engine::receive);
        return engine;
    }

    CompletableFuture<Object> get(Policy policy, Load load) {
        return get(this.engine, policy, load);
    }

    CompletableFuture<Object> get(SingleFlightCache engine, Policy policy, Load load) {
        return engine.getAsync(Scene.KEY, policy, new StringCodec(), load).toCompletableFuture();
    }

    void assertNothingLeaks() {
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        this.scene.assertNothingLeaks();
    }

    /** Returns what a call failed with, itself. */
    static Throwable failure(CompletableFuture<Object> call) {
        assertThat(call).isDone();
        Throwable[] failure = new Throwable[1];
        call.whenComplete((value, thrown) -> failure[0] = thrown);
        return failure[0];
    }

    /** Returns a load that occupies no thread. */
    static Load starting(Supplier<CompletionStage<@Nullable Object>> start) {
        return new Load() {

            @Override
            public @Nullable Object load() {
                throw new AssertionError("start() is overridden");
            }

            @Override
            public CompletionStage<@Nullable Object> start() {
                return start.get();
            }

        };
    }

    /** A load that occupies no thread: it ends when the test says so. */
    static final class PendingLoad implements Load {

        final CompletableFuture<Object> value = new CompletableFuture<>();

        final AtomicInteger started = new AtomicInteger();

        @Override
        public @Nullable Object load() {
            throw new AssertionError("start() is overridden");
        }

        @Override
        public CompletionStage<@Nullable Object> start() {
            this.started.incrementAndGet();
            return this.value;
        }

    }

}
