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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** Asynchronous callers that do not wait for the end. */
class AsyncLeaveTests {

    /** A future whose work ends when it is cancelled. */
    static final class Work extends CompletableFuture<Object> {

        private Runnable whenCancelled = () -> {
        };

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean isCancelled = super.cancel(mayInterruptIfRunning);
            this.whenCancelled.run();
            return isCancelled;
        }

    }

    private final AsyncScene calls = new AsyncScene();

    private final Scene scene = this.calls.scene;

    private final ManualExecutor steps = this.calls.steps;

    private final SingleFlightCache engine = this.calls.engine;

    private final Work work = new Work();

    private final Load cancellable = AsyncScene.starting(() -> this.work);

    private final AsyncScene.PendingLoad endless = new AsyncScene.PendingLoad();

    @Test
    void theLastToLeaveEndsTheLoad() {
        CompletableFuture<Object> leader = call(this.cancellable);
        CompletableFuture<Object> follower = call(this.cancellable);
        cancel(leader);
        assertThat(this.work).isNotDone();
        cancel(follower);
        assertThat(this.work).isCancelled();
        assertThat(this.calls.listener.count("loadFailed")).isZero();
        this.calls.assertNothingLeaks();
    }

    @Test
    void theFollowerMayLeaveFirst() {
        CompletableFuture<Object> leader = call(this.cancellable);
        cancel(call(this.cancellable));
        assertThat(this.engine.inProgress().flights()).allMatch((flight) -> flight.followers() == 0);
        assertThat(this.work).isNotDone();
        cancel(leader);
        assertThat(this.work).isCancelled();
        this.calls.assertNothingLeaks();
    }

    @Test
    void aTimeOutOfTheCallersOwnLeavesToo() {
        CompletableFuture<Object> call = call(this.cancellable);
        call.completeExceptionally(new java.util.concurrent.TimeoutException());
        this.steps.runAll();
        assertThat(this.work).isCancelled();
    }

    @Test
    void aLoadThatGoesOnAnywayIsStored() {
        cancel(call(this.endless));
        CompletableFuture<Object> later = call(this.cancellable);
        this.endless.value.complete("loaded");
        this.steps.runAll();
        assertThat(later).isCompletedWithValue("loaded");
        assertThat(this.calls.listener.count("stored")).isOne();
        this.calls.assertNothingLeaks();
    }

    @Test
    void whoeverJoinsACancelledLoadStartsOver() {
        CompletableFuture<Object> leader = call(this.cancellable);
        List<CompletableFuture<Object>> later = new ArrayList<>();
        // As on another thread, before the leader hears of the end of its load.
        this.work.whenCancelled = () -> OuterLoad.during(null, () -> later.add(call(this.endless)));
        cancel(leader);
        assertThat(this.calls.listener.count("followed")).isOne();
        this.endless.value.complete("loaded");
        this.steps.runAll();
        assertThat(later.get(0)).isCompletedWithValue("loaded");
        this.calls.assertNothingLeaks();
    }

    @Test
    void nothingIsLoadedForACallerThatLeftBefore() {
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), this.endless);
        call.cancel(true);
        this.steps.runAll();
        assertThat(this.endless.started).hasValue(0);
        this.calls.assertNothingLeaks();
    }

    @Test
    void aCallerThatWaitsForAnotherInstanceLeavesAtOnce() {
        this.scene.leaseTo(Scene.seconds(60));
        CompletableFuture<Object> call = call(this.endless);
        assertThat(this.engine.inProgress().flights()).hasSize(1);
        cancel(call);
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(this.endless.started).hasValue(0);
    }

    /** The questions of the call: look, marks, lease, and another look. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3 })
    void aCallerThatLeavesWhileAQuestionIsOnItsWayWaitsForNoOtherInstance(int rounds) {
        BulkAsyncScene driven = new BulkAsyncScene();
        driven.scene.leaseTo(Scene.seconds(60));
        CompletableFuture<Object> call = driven.engine
            .getAsync(Scene.KEY, Scene.plain(), new StringCodec(), this.endless)
            .toCompletableFuture();
        driven.steps.runAll();
        for (int round = 0; round < rounds; round++) {
            driven.round();
        }
        call.cancel(true);
        driven.run();
        assertThat(driven.engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aFailureOfTheLoadItselfIsSharedThoughItIsACancellation() {
        CompletableFuture<Object> leader = call(this.cancellable);
        CompletableFuture<Object> follower = call(this.cancellable);
        this.work.cancel(true);
        this.steps.runAll();
        assertThat(AsyncScene.failure(leader)).isInstanceOf(CancellationException.class);
        assertThat(AsyncScene.failure(follower)).isSameAs(AsyncScene.failure(leader));
    }

    @Test
    void whatDependsOnAResultIsNoPartOfTheAttempt() throws Exception {
        CompletableFuture<Object> call = call(this.endless);
        CompletableFuture<Object> running = call.thenApply((value) -> "" + OuterLoad.running());
        this.endless.value.complete("loaded");
        this.steps.runAll();
        assertThat(running.get(0, TimeUnit.SECONDS)).isEqualTo("null");
        assertThat(call.cancel(true)).as("a call that is over").isFalse();
    }

    private CompletableFuture<Object> call(Load load) {
        CompletableFuture<Object> call = this.calls.get(Scene.plain(), load);
        this.steps.runAll();
        return call;
    }

    private void cancel(CompletableFuture<Object> call) {
        assertThat(call.cancel(true)).isTrue();
        this.steps.runAll();
    }

}
