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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;

/** What calls that no thread waits for have of their surroundings, and of each other. */
class AsyncCallContextTests {

    private static final CacheKey INNER = new CacheKey(Scene.KEY.cache(), "inner");

    private final AsyncScene calls = new AsyncScene();

    private final Scene scene = this.calls.scene;

    private final ManualExecutor steps = this.calls.steps;

    private final SingleFlightCache engine = this.calls.engine;

    private final AsyncScene.PendingLoad load = new AsyncScene.PendingLoad();

    @Test
    void aCallThatOutlivesTheLoadThatMadeItGoesOn() throws Throwable {
        List<CompletableFuture<Object>> inner = new ArrayList<>();
        Object outer = this.engine.get(Scene.KEY, Scene.plain(), new StringCodec(), () -> {
            inner.add(this.engine.getAsync(INNER, Scene.plain(), new StringCodec(), this.load).toCompletableFuture());
            this.steps.runAll();
            return "outer";
        });
        assertThat(outer).isEqualTo("outer");
        assertThat(inner.get(0)).isNotDone();
        assertThat(this.engine.underWay()).isEqualTo(new UnderWay(1, 1, 1, 0, 0));
        this.load.value.complete("inner");
        this.steps.runAll();
        assertThat(inner.get(0)).isCompletedWithValue("inner");
        assertThat(this.scene.shared.get(INNER)).isNotNull();
        this.calls.assertNothingLeaks();
    }

    @Test
    void aContextThatCannotBeCarriedFailsTheCall() {
        IllegalStateException failure = new IllegalStateException("no tenant");
        SingleFlightCache carrying = this.calls.engine(this.steps, (task) -> {
            throw failure;
        });
        assertThat(AsyncScene.failure(this.calls.get(carrying, Scene.plain(), this.load))).isSameAs(failure);
    }

    @Test
    void aLoadThatAsksForItsOwnKeyIsFoundOut() {
        Load recursive = new Load() {

            @Override
            public @Nullable Object load() {
                throw new AssertionError("start() is overridden");
            }

            @Override
            public CompletionStage<@Nullable Object> start() {
                return AsyncCallContextTests.this.engine.getAsync(Scene.KEY, Scene.plain(), new StringCodec(), this);
            }

        };
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), recursive);
        this.steps.runAll();
        assertThat(AsyncScene.failure(call)).isInstanceOf(RecursiveLoadException.class);
        this.calls.assertNothingLeaks();
    }

    @Test
    void aLoadThatGoesOnOnAnotherThreadIsTakenThere() {
        AtomicReference<OuterLoad> outer = new AtomicReference<>();
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), AsyncScene.starting(() -> {
            outer.set(OuterLoad.current());
            return this.load.start();
        }));
        this.steps.runAll();
        assertThat(OuterLoad.current()).as("this thread runs no load").isNull();
        CompletableFuture<Object> inner = outer.get().during(() -> this.calls.get(Scene.plain(), this.load));
        this.steps.runAll();
        assertThat(AsyncScene.failure(inner)).isInstanceOf(RecursiveLoadException.class);
        this.load.value.complete("loaded");
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("loaded");
        this.calls.assertNothingLeaks();
    }

    @Test
    void aNestedLoadOfABoundedCacheRunsOnThePermitOfTheOuterOne() {
        Policy bounded = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));
        CacheKey inner = new CacheKey(Scene.KEY.cache(), "inner");
        Load nesting = AsyncScene
            .starting(() -> this.engine.getAsync(inner, bounded, new StringCodec(), () -> "inner"));
        CompletableFuture<Object> call = this.calls.get(bounded, nesting);
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("inner");
        this.calls.assertNothingLeaks();
    }

    @Test
    void everyStepHasWhatIsCarriedOfTheCallingThread() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        List<String> seen = new ArrayList<>();
        SingleFlightCache carrying = this.calls.engine(this.steps, (task) -> {
            String caller = tenant.get();
            return () -> {
                tenant.set(caller);
                try {
                    task.run();
                }
                finally {
                    tenant.remove();
                }
            };
        });
        tenant.set("A");
        CompletableFuture<Object> call = this.calls.get(carrying, Scene.plain(), () -> {
            seen.add(tenant.get());
            return "loaded";
        });
        tenant.remove();
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("loaded");
        assertThat(seen).containsExactly("A");
    }

    @Test
    void anExecutorThatIsShutDownFailsTheCallAndLeavesNothing() {
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), this.load);
        this.steps.runAll();
        this.steps.capacity(0);
        this.load.value.complete("loaded");
        assertThat(call).isCompletedExceptionally();
        assertThat(this.engine.underWay().flights()).isZero();
    }

    @Test
    void aStepThatTheExecutorRefusedKeepsNoLaterStepFromItsPlace() {
        AtomicBoolean refuses = new AtomicBoolean();
        RejectedExecutionException refused = new RejectedExecutionException("Full");
        SingleFlightCache busy = this.calls.engine((task) -> {
            if (refuses.getAndSet(false)) {
                throw refused;
            }
            this.steps.execute(task);
        }, UnaryOperator.identity());
        CompletableFuture<Object> call = this.calls.get(busy, Scene.plain(), this.load);
        this.steps.runAll();
        refuses.set(true);
        this.load.value.complete("loaded");
        this.steps.runAll();
        assertThat(AsyncScene.failure(call)).isSameAs(refused);
        assertThat(busy.underWay()).isEqualTo(UnderWay.NOTHING);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aContextThatRunsNoStepFailsTheCall() {
        CompletableFuture<Object> call = this.calls.get(this.calls.engine(this.steps, (task) -> () -> {
        }), Scene.plain(), this.load);
        this.steps.runAll();
        assertThat(AsyncScene.failure(call)).isInstanceOf(IllegalStateException.class)
            .hasMessage("The context of a call that no thread waits for did not run a step");
        this.calls.assertNothingLeaks();
    }

    @Test
    void aContextThatFailsInTheMiddleOfACallFailsTheCall() {
        AtomicBoolean fails = new AtomicBoolean();
        IllegalStateException failure = new IllegalStateException("no tenant");
        SingleFlightCache carrying = this.calls.engine(this.steps, (task) -> () -> {
            if (fails.get()) {
                throw failure;
            }
            task.run();
        });
        CompletableFuture<Object> call = this.calls.get(carrying, Scene.plain(), this.load);
        this.steps.runAll();
        fails.set(true);
        this.load.value.complete("loaded");
        this.steps.runAll();
        assertThat(AsyncScene.failure(call)).isSameAs(failure);
        assertThat(carrying.underWay()).isEqualTo(UnderWay.NOTHING);
    }

}
