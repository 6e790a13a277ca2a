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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Calls that no thread waits for. */
class AsyncCallTests {

    private final AsyncScene calls = new AsyncScene();

    private final Scene scene = this.calls.scene;

    private final ManualExecutor steps = this.calls.steps;

    private final SingleFlightCache engine = this.calls.engine;

    private final AsyncScene.PendingLoad load = new AsyncScene.PendingLoad();

    @Test
    void aHitIsReadInStepsOnTheExecutor() {
        this.scene.b.put(Scene.KEY, Scene.plain(), "stored");
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), this.load);
        assertThat(call).isNotDone();
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("stored");
        assertThat(this.load.started).hasValue(0);
    }

    @Test
    void noThreadWaitsForALoadThatNeedsNone() {
        CompletableFuture<Object> leader = this.calls.get(Scene.plain(), this.load);
        this.steps.runAll();
        CompletableFuture<Object> follower = this.calls.get(Scene.plain(), this.load);
        this.steps.runAll();
        assertThat(this.load.started).hasValue(1);
        assertThat(leader).isNotDone();
        assertThat(this.engine.inProgress().flights()).hasSize(1)
            .allMatch((flight) -> flight.followers() == 1 && flight.activity() == InProgress.Activity.LOADING);
        this.load.value.complete("loaded");
        assertThat(leader).isNotDone();
        this.steps.runAll();
        assertThat(leader).isCompletedWithValue("loaded");
        assertThat(follower).isCompletedWithValue("loaded");
        assertThat(this.calls.listener.count("followed")).isOne();
        this.calls.assertNothingLeaks();
    }

    @Test
    void callsThatBlockAndCallsThatDoNotShareOneLoad() {
        SingleFlightCache live = this.calls.engine(Runnable::run, UnaryOperator.identity());
        Hold hold = this.scene.source.hold();
        Crowd blocking = Crowd.one(() -> live.get(Scene.KEY, Scene.plain(), new StringCodec(), this.scene.source));
        hold.awaitReached();
        CompletableFuture<Object> call = this.calls.get(live, Scene.plain(), this.scene.source);
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
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), this.load);
        this.steps.runAll();
        assertThat(call).isNotDone();
        hold.release();
        assertThat(other.result()).isEqualTo("old");
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("old");
        assertThat(this.load.started).hasValue(0);
        this.calls.assertNothingLeaks();
    }

    @Test
    void aWaitEndsByTheClock() {
        Policy policy = Scene.policy(Scene.rules().with(WAIT_TIMEOUT, Scene.seconds(3)));
        this.scene.leaseTo(Scene.seconds(60));
        CompletableFuture<Object> call = this.calls.get(policy, this.load);
        for (int second = 1; second <= 3; second++) {
            this.steps.runAll();
            assertThat(call).isNotDone();
            this.scene.clock.advance(Scene.seconds(1));
        }
        this.steps.runAll();
        assertThat(AsyncScene.failure(call)).isInstanceOf(WaitTimeoutException.class);
        assertThat(this.load.started).hasValue(0);
    }

    @Test
    void aStaleValueIsServedIfTheLoadFails() {
        Policy policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Scene.seconds(60)));
        this.scene.fillStale(policy, Scene.seconds(1));
        CompletableFuture<Object> call = this.calls.get(policy, this.load);
        this.steps.runAll();
        this.load.value.completeExceptionally(new IOException("down"));
        this.steps.runAll();
        assertThat(call).isCompletedWithValue("stale");
        assertThat(this.load.started).hasValue(1);
        this.calls.assertNothingLeaks();
    }

    @Test
    void aFailureKeepsItsIdentity() {
        for (Throwable thrown : List.of(new IOException("down"), new CompletionException(new IOException("user's")),
                new LinkageError("missing"))) {
            AsyncScene.PendingLoad failing = new AsyncScene.PendingLoad();
            CompletableFuture<Object> leader = this.calls.get(Scene.plain(), failing);
            this.steps.runAll();
            CompletableFuture<Object> follower = this.calls.get(Scene.plain(), failing);
            this.steps.runAll();
            failing.value.completeExceptionally(thrown);
            this.steps.runAll();
            assertThat(AsyncScene.failure(leader)).isSameAs(thrown);
            assertThat(AsyncScene.failure(follower)).isSameAs(thrown);
            assertThat(failing.started).hasValue(1);
        }
        this.calls.assertNothingLeaks();
    }

    @Test
    void aBlockingCallGetsTheUsersCompletionExceptionAsItIs() {
        CompletionException thrown = new CompletionException(new IOException("user's"));
        this.scene.source.fail(thrown);
        assertThat(catchThrowable(() -> this.scene.a.get(Scene.KEY, Scene.plain(), this.scene.source)))
            .isSameAs(thrown);
    }

    @Test
    void tenThousandCallsOfAHundredKeysOnFourThreadsLoadAHundredTimes() throws Exception {
        ExecutorService four = Executors.newFixedThreadPool(4);
        try {
            SingleFlightCache live = this.calls.engine(four, UnaryOperator.identity());
            List<CompletableFuture<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 10_000; i++) {
                CacheKey key = new CacheKey(Scene.KEY.cache(), "key" + i % 100);
                calls.add(live.getAsync(key, Scene.plain(), new StringCodec(), this.load).toCompletableFuture());
            }
            this.load.value.complete("loaded");
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(calls).allMatch((call) -> "loaded".equals(call.join()));
            assertThat(this.load.started).hasValue(100);
            assertThat(live.underWay()).isEqualTo(UnderWay.NOTHING);
        }
        finally {
            four.shutdownNow();
        }
    }

}
