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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.DrivenStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Attempts over a store whose answers come later, on threads of its driver. */
class LateAnswerTests {

    private final Scene scene = new Scene();

    private final ManualExecutor driver = new ManualExecutor();

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    private final RecordingListener listener = new RecordingListener();

    private final ExecutorService threads = Executors.newSingleThreadExecutor((task) -> new Thread(task, "driver"));

    @AfterEach
    void stop() {
        this.threads.shutdownNow();
    }

    @Test
    void theLoadAndTheCodecRunOnTheThreadOfTheCaller() {
        SingleFlightCache engine = engine(this.threads);
        Set<String> used = ConcurrentHashMap.newKeySet();
        Crowd caller = Crowd.one(() -> engine.get(Scene.KEY, this.policy, noting(used), () -> {
            used.add(Thread.currentThread().getName());
            return "loaded";
        }));
        assertThat(caller.result()).isEqualTo("loaded");
        assertThat(used).containsExactly("caller-0");
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void noStepOfACallThatNobodyWaitsForRunsOnAThreadOfTheDriver() throws Exception {
        Executor steps = (task) -> new Thread(task, "step").start();
        SingleFlightCache engine = engine(this.threads, steps);
        Set<String> used = ConcurrentHashMap.newKeySet();
        for (String expected : new String[] { "loaded", "loaded" }) {
            CompletableFuture<@Nullable Object> call = engine.getAsync(Scene.KEY, this.policy, noting(used), () -> {
                used.add(Thread.currentThread().getName());
                return "loaded";
            }).toCompletableFuture();
            assertThat(call.get()).isEqualTo(expected);
        }
        assertThat(used).containsExactly("step");
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void noStepOfACallThatNobodyWaitsForRunsOnItsOwnThreadHoweverFastTheOthersAre() throws Exception {
        Executor atOnce = (task) -> {
            FutureTask<?> step = new FutureTask<>(task, null);
            new Thread(step, "step").start();
            assertThat(step).succeedsWithin(Duration.ofSeconds(10));
        };
        SingleFlightCache engine = engine(Runnable::run, atOnce);
        Set<String> used = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 2; i++) {
            engine.getAsync(Scene.KEY, this.policy, noting(used), () -> {
                used.add(Thread.currentThread().getName());
                return "loaded";
            }).toCompletableFuture().get();
        }
        assertThat(used).containsExactly("step");
    }

    @Test
    void aLeaseThatIsGrantedAfterItsCallerWasInterruptedIsGivenBack() {
        SingleFlightCache engine = engine(this.driver);
        Crowd caller = caller(engine);
        awaitQuestion(); // for the lease
        caller.interrupt();
        assertGivenUp(caller);
        assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
        this.driver.runAll();
        assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void anInterruptEndsTheWaitForAnAnswerAndLeavesNothing() {
        SingleFlightCache engine = engine(this.driver);
        Crowd caller = caller(engine);
        awaitQuestion(); // for the lease
        this.driver.take().run();
        awaitQuestion(); // for the marks
        this.driver.take().run();
        awaitQuestion(); // to begin
        caller.interrupt();
        assertGivenUp(caller);
        this.driver.runAll();
        assertThat(this.scene.source.loads()).isZero();
        assertThat(this.scene.shared.isLeased(Scene.KEY)).isFalse();
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aFollowerOfAnInterruptedLeaderStartsOver() {
        SingleFlightCache engine = engine(this.driver);
        Crowd leader = caller(engine);
        awaitQuestion();
        Crowd follower = caller(engine);
        await().until(() -> engine.inProgress().flights().stream().anyMatch((flight) -> flight.followers() == 1));
        leader.interrupt();
        assertGivenUp(leader);
        while (!follower.isDone()) {
            this.driver.runAll();
            Thread.onSpinWait();
        }
        assertThat(follower.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void anInterruptedCallerStillWaitsForItsChange() {
        SingleFlightCache engine = engine(this.driver);
        this.scene.b.put(Scene.KEY, this.policy, "stored");
        Crowd changer = Crowd.one(() -> {
            Thread.currentThread().interrupt();
            engine.evict(Scene.KEY).apply();
            return Thread.interrupted();
        });
        awaitQuestion();
        assertThat(changer.isDone()).isFalse();
        this.driver.runAll();
        assertThat(changer.result()).isEqualTo(true);
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
    }

    private void assertGivenUp(Crowd caller) {
        assertThat(caller.failure()).isInstanceOfSatisfying(CacheUnavailableException.class, (failure) -> {
            assertThat(failure.reason()).isEqualTo(Reason.GIVEN_UP);
            assertThat(failure).hasMessage("Interrupted while the store was asked about key 'DE' of cache 'totals'");
        });
    }

    private void awaitQuestion() {
        await().until(() -> this.driver.waiting() > 0);
    }

    private Crowd caller(SingleFlightCache engine) {
        return Crowd
            .one(() -> engine.get(Scene.KEY, this.policy, noting(ConcurrentHashMap.newKeySet()), this.scene.source));
    }

    private static PayloadCodec noting(Set<String> threads) {
        return new PayloadCodec() {

            @Override
            public byte[] write(Object value) {
                threads.add(Thread.currentThread().getName());
                return ((String) value).getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Object read(byte[] bytes) {
                threads.add(Thread.currentThread().getName());
                return new String(bytes, StandardCharsets.UTF_8);
            }

        };
    }

    private SingleFlightCache engine(Executor driver) {
        return engine(driver, Runnable::run);
    }

    private SingleFlightCache engine(Executor driver, Executor steps) {
        DrivenStore store = new DrivenStore(this.scene.shared, driver);
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor(), UnaryOperator.identity(), steps,
                Delay.system());
        SingleFlightCache engine = new SingleFlightCache(store, store,
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources, this.listener);
        this.scene.shared.subscribe(engine::receive);
        return engine;
    }

}
