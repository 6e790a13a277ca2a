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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.Crowd;
import io.github.stampedesafe.testing.Hold;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Calls that no thread waits for. */
class AsyncCallTests {

    private final Scene scene = new Scene();

    private final ManualExecutor steps = new ManualExecutor();

    private final ManualExecutor background = new ManualExecutor();

    private final RecordingListener listener = new RecordingListener();

    private final SingleFlightCache engine = engine(this.steps, UnaryOperator.identity());

    private final PendingLoad load = new PendingLoad();

    @Test
    void aHitIsReadInStepsOnTheExecutor() {
        this.scene.b.put(Scene.KEY, Scene.plain(), "stored");
        CompletableFuture<Object> call = get(Scene.plain(), this.load);
        assertThat(call).isNotDone();
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("stored");
        assertThat(this.load.started).isZero();
    }

    @Test
    void noThreadWaitsForALoadThatNeedsNone() {
        CompletableFuture<Object> leader = get(Scene.plain(), this.load);
        this.steps.runAll();
        CompletableFuture<Object> follower = get(Scene.plain(), this.load);
        this.steps.runAll();
        assertThat(this.load.started).isOne();
        assertThat(leader).isNotDone();
        assertThat(this.engine.inProgress().flights()).hasSize(1)
            .allMatch((flight) -> flight.followers() == 1 && flight.activity() == InProgress.Activity.LOADING);
        this.load.value.complete("loaded");
        assertThat(leader).isNotDone();
        this.steps.runAll();
        assertThat(leader).isCompletedWithValue("loaded");
        assertThat(follower).isCompletedWithValue("loaded");
        assertThat(this.listener.count("followed")).isOne();
        assertNothingLeaks();
    }

    @Test
    void callsThatBlockAndCallsThatDoNotShareOneLoad() {
        SingleFlightCache live = engine(Runnable::run, UnaryOperator.identity());
        Hold hold = this.scene.source.hold();
        Crowd blocking = Crowd.one(() -> live.get(Scene.KEY, Scene.plain(), new StringCodec(), this.scene.source));
        hold.awaitReached();
        CompletableFuture<Object> call = get(live, Scene.plain(), this.scene.source);
        assertThat(call).isNotDone();
        hold.release();
        assertThat(blocking.result()).isEqualTo("old");
        assertThat(call.join()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aCallWaitsForAnotherInstanceWithoutAThread() {
        Hold hold = this.scene.source.hold();
        Crowd other = Crowd.one(() -> this.scene.b.get(Scene.KEY, Scene.plain(), this.scene.source));
        hold.awaitReached();
        CompletableFuture<Object> call = get(Scene.plain(), this.load);
        this.steps.runAll();
        assertThat(call).isNotDone();
        hold.release();
        assertThat(other.result()).isEqualTo("old");
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("old");
        assertThat(this.load.started).isZero();
        assertNothingLeaks();
    }

    @Test
    void aWaitEndsByTheClock() {
        Policy policy = Scene.policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(3)));
        this.scene.leaseTo(Scene.seconds(60));
        CompletableFuture<Object> call = get(policy, this.load);
        for (int second = 1; second <= 3; second++) {
            this.steps.runAll();
            assertThat(call).isNotDone();
            this.scene.clock.advance(Scene.seconds(1));
        }
        this.steps.runAll();
        assertThat(failure(call)).isInstanceOf(WaitTimeoutException.class);
        assertThat(this.load.started).isZero();
    }

    @Test
    void aFailureKeepsItsIdentity() {
        for (Throwable thrown : List.of(new IOException("down"), new CompletionException(new IOException("user's")),
                new LinkageError("missing"))) {
            PendingLoad failing = new PendingLoad();
            CompletableFuture<Object> leader = get(Scene.plain(), failing);
            this.steps.runAll();
            CompletableFuture<Object> follower = get(Scene.plain(), failing);
            this.steps.runAll();
            failing.value.completeExceptionally(thrown);
            this.steps.runAll();
            assertThat(failure(leader)).isSameAs(thrown);
            assertThat(failure(follower)).isSameAs(thrown);
            assertThat(failing.started).isOne();
        }
        assertNothingLeaks();
    }

    @Test
    void aBlockingCallGetsTheUsersCompletionExceptionAsItIs() {
        CompletionException thrown = new CompletionException(new IOException("user's"));
        this.scene.source.fail(thrown);
        assertThat(catchThrowable(() -> this.scene.a.get(Scene.KEY, Scene.plain(), this.scene.source)))
            .isSameAs(thrown);
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
                return AsyncCallTests.this.engine.getAsync(Scene.KEY, Scene.plain(), new StringCodec(), this);
            }

        };
        CompletableFuture<Object> call = get(Scene.plain(), recursive);
        this.steps.runAll();
        assertThat(failure(call)).isInstanceOf(RecursiveLoadException.class);
        assertNothingLeaks();
    }

    @Test
    void aNestedLoadOfABoundedCacheRunsOnThePermitOfTheOuterOne() {
        Policy bounded = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));
        CacheKey inner = new CacheKey(Scene.KEY.cache(), "inner");
        Load nesting = new Load() {

            @Override
            public @Nullable Object load() {
                throw new AssertionError("start() is overridden");
            }

            @Override
            public CompletionStage<@Nullable Object> start() {
                return AsyncCallTests.this.engine.getAsync(inner, bounded, new StringCodec(), () -> "inner");
            }

        };
        CompletableFuture<Object> call = get(bounded, nesting);
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("inner");
        assertNothingLeaks();
    }

    @Test
    void everyStepHasWhatIsCarriedOfTheCallingThread() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        List<String> seen = new ArrayList<>();
        SingleFlightCache carrying = engine(this.steps, (task) -> {
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
        CompletableFuture<Object> call = get(carrying, Scene.plain(), () -> {
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
        CompletableFuture<Object> call = get(Scene.plain(), this.load);
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
        SingleFlightCache busy = engine((task) -> {
            if (refuses.getAndSet(false)) {
                throw refused;
            }
            this.steps.execute(task);
        }, UnaryOperator.identity());
        CompletableFuture<Object> call = get(busy, Scene.plain(), this.load);
        this.steps.runAll();
        refuses.set(true);
        this.load.value.complete("loaded");
        this.steps.runAll();
        assertThat(failure(call)).isSameAs(refused);
        assertThat(busy.underWay()).isEqualTo(UnderWay.NOTHING);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aContextThatRunsNoStepFailsTheCall() {
        CompletableFuture<Object> call = get(engine(this.steps, (task) -> () -> {
        }), Scene.plain(), this.load);
        this.steps.runAll();
        assertThat(failure(call)).isInstanceOf(IllegalStateException.class)
            .hasMessage("The context of a call that no thread waits for did not run a step");
        assertNothingLeaks();
    }

    @Test
    void aContextThatFailsInTheMiddleOfACallFailsTheCall() {
        AtomicBoolean fails = new AtomicBoolean();
        IllegalStateException failure = new IllegalStateException("no tenant");
        SingleFlightCache carrying = engine(this.steps, (task) -> () -> {
            if (fails.get()) {
                throw failure;
            }
            task.run();
        });
        CompletableFuture<Object> call = get(carrying, Scene.plain(), this.load);
        this.steps.runAll();
        fails.set(true);
        this.load.value.complete("loaded");
        this.steps.runAll();
        assertThat(failure(call)).isSameAs(failure);
        assertThat(carrying.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void tenThousandCallsOfAHundredKeysOnFourThreadsLoadAHundredTimes() throws Exception {
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            SingleFlightCache live = engine(four, UnaryOperator.identity());
            AtomicInteger loads = new AtomicInteger();
            CompletableFuture<Object> gate = new CompletableFuture<>();
            Load slow = new Load() {

                @Override
                public @Nullable Object load() {
                    throw new AssertionError("start() is overridden");
                }

                @Override
                public CompletionStage<@Nullable Object> start() {
                    loads.incrementAndGet();
                    return gate;
                }

            };
            List<CompletableFuture<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                CacheKey key = new CacheKey(Scene.KEY.cache(), "key" + i % 100);
                calls.add(live.getAsync(key, Scene.plain(), new StringCodec(), slow).toCompletableFuture());
            }
            gate.complete("loaded");
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(calls).allMatch((call) -> "loaded".equals(call.join()));
            assertThat(loads).hasValue(100);
            assertThat(live.underWay()).isEqualTo(UnderWay.NOTHING);
        }
        finally {
            four.shutdownNow();
        }
    }

    private CompletableFuture<Object> get(Policy policy, Load load) {
        return get(this.engine, policy, load);
    }

    private static CompletableFuture<Object> get(SingleFlightCache engine, Policy policy, Load load) {
        return engine.getAsync(Scene.KEY, policy, new StringCodec(), load).toCompletableFuture();
    }

    private static Throwable failure(CompletableFuture<Object> call) {
        assertThat(call).isDone();
        Throwable[] failure = new Throwable[1];
        call.whenComplete((value, thrown) -> failure[0] = thrown);
        return failure[0];
    }

    private void assertNothingLeaks() {
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        this.scene.assertNothingLeaks();
    }

    private SingleFlightCache engine(Executor executor, UnaryOperator<Runnable> context) {
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), this.background, context, executor, (time, task) -> {
                    this.scene.clock.in(time, task);
                    return () -> {
                    };
                });
        SingleFlightCache engine = new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources, this.listener);
        this.scene.shared.subscribe(engine::receive);
        return engine;
    }

    /** A load that occupies no thread: it ends when the test says so. */
    private static final class PendingLoad implements Load {

        private final CompletableFuture<Object> value = new CompletableFuture<>();

        private int started;

        @Override
        public @Nullable Object load() {
            throw new AssertionError("start() is overridden");
        }

        @Override
        public CompletionStage<@Nullable Object> start() {
            this.started++;
            return this.value;
        }

    }

}
