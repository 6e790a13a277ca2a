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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static org.assertj.core.api.Assertions.assertThat;

/** Asynchronous callers of several keys that do not wait for the end. */
class BulkAsyncLeaveTests {

    /** A future whose work ends when it is cancelled. */
    static final class Work extends CompletableFuture<Map<CacheKey, Object>> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return super.cancel(mayInterruptIfRunning);
        }

    }

    private static final Map<CacheKey, Object> LOADED = Map.of(BulkSource.key("1"), "one", BulkSource.key("2"), "two");

    private final BulkAsyncScene calls = new BulkAsyncScene();

    private final BulkSource source = new BulkSource();

    private final Work work = new Work();

    @Test
    void aLoadThatNobodyWaitsForIsCancelled() {
        CompletableFuture<List<@Nullable Object>> call = loading(this.work);
        cancel(call);
        assertThat(this.work).isCancelled();
        assertThat(this.calls.listener.count("loadFailed")).isZero();
        this.calls.assertNothingLeaks();
    }

    @Test
    void aTimeOutOfTheCallersOwnLeavesToo() {
        CompletableFuture<List<@Nullable Object>> call = loading(this.work);
        call.completeExceptionally(new TimeoutException());
        this.calls.run();
        assertThat(this.work).isCancelled();
        this.calls.assertNothingLeaks();
    }

    @Test
    void theLastFollowerOfAnyKeyEndsTheLoad() {
        CompletableFuture<List<@Nullable Object>> call = loading(this.work);
        CompletableFuture<Object> first = follower("1");
        CompletableFuture<Object> second = follower("2");
        cancel(call);
        cancel(second);
        assertThat(this.work).isNotDone();
        cancel(first);
        assertThat(this.work).isCancelled();
        this.calls.assertNothingLeaks();
    }

    @Test
    void followersOfOneKeyGetItAndAllKeysAreStored() {
        CompletableFuture<List<@Nullable Object>> call = loading(this.work);
        CompletableFuture<Object> follower = follower("2");
        cancel(call);
        this.work.complete(LOADED);
        this.calls.run();
        assertThat(follower).isCompletedWithValue("two");
        assertThat(this.calls.scene.shared.get(BulkSource.key("1"))).isNotNull();
        this.calls.assertNothingLeaks();
    }

    @Test
    void aLoadThatGoesOnAnywayIsStored() {
        CompletableFuture<Map<CacheKey, Object>> endless = new CompletableFuture<>();
        cancel(loading(endless));
        CompletableFuture<List<@Nullable Object>> later = this.calls.call(this.source, "1", "2");
        this.calls.run();
        endless.complete(LOADED);
        this.calls.run();
        assertThat(later).isCompletedWithValue(List.of("one", "two"));
        assertThat(this.source.calls).isEmpty();
        this.calls.assertNothingLeaks();
    }

    @Test
    void whoeverJoinsACancelledLoadStartsOver() {
        CompletableFuture<List<@Nullable Object>> call = loading(this.work);
        call.cancel(true);
        CompletableFuture<List<@Nullable Object>> later = this.calls.call(this.source, "2", "3");
        this.calls.run();
        assertThat(later).isCompletedWithValue(List.of("v2", "v3"));
        this.calls.assertNothingLeaks();
    }

    @Test
    void nothingIsLoadedForACallerThatLeftBefore() {
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2");
        call.cancel(true);
        this.calls.assertNothingLeaks();
        assertThat(this.source.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3 })
    void nothingIsLoadedForACallerThatLeavesWhileAQuestionIsOnItsWay(int rounds) {
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2");
        this.calls.steps.runAll();
        for (int round = 0; round < rounds; round++) {
            this.calls.round();
        }
        cancel(call);
        assertThat(this.source.calls).isEmpty();
        this.calls.assertNothingLeaks();
    }

    @Test
    void whatIsLoadedIsStoredAlthoughTheCallerLeaves() {
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2");
        this.calls.steps.runAll();
        for (int round = 0; round < 4; round++) {
            this.calls.round();
        }
        assertThat(this.source.calls).hasSize(1);
        cancel(call);
        assertThat(this.calls.listener.count("stored")).isEqualTo(2);
        this.calls.assertNothingLeaks();
    }

    @Test
    void nothingIsLoadedForACallerThatLeavesWhenAllKeysHaveJustBeenGathered() {
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2");
        this.calls.steps.runAll();
        for (int round = 0; round < 3; round++) {
            this.calls.round();
        }
        assertThat(this.calls.answer()).as("begins").isEqualTo(2);
        cancel(call);
        assertThat(this.source.calls).isEmpty();
        assertThat(this.calls.listener.count("loadFailed")).isZero();
        this.calls.assertNothingLeaks();
    }

    @Test
    void keysThatOthersLoadAreLeftAndThoseOfThisCallGoOn() {
        new InMemoryLeases(this.calls.scene.shared).tryAcquire(BulkSource.key("3"), Scene.seconds(3));
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(BulkAsyncScene.starting(this.work), "1", "2",
                "3");
        this.calls.run();
        CompletableFuture<Object> ofLoaded = follower("1");
        CompletableFuture<Object> ofWaiting = follower("3");
        cancel(call);
        assertThat(this.calls.engine.inProgress().flights()).hasSize(3);
        this.work.complete(LOADED);
        this.calls.run();
        assertThat(ofLoaded).isCompletedWithValue("one");
        assertThat(ofWaiting).isNotDone();
        for (int second = 0; second < 4; second++) {
            this.calls.scene.clock.advance(Scene.seconds(1));
            this.calls.run();
        }
        assertThat(ofWaiting).isCompletedWithValue("single");
        this.calls.assertNothingLeaks();
    }

    @Test
    void aCallThatWaitsForAnotherInstanceLeavesAtOnce() {
        InMemoryLeases leases = new InMemoryLeases(this.calls.scene.shared);
        leases.tryAcquire(BulkSource.key("1"), Scene.seconds(60));
        leases.tryAcquire(BulkSource.key("2"), Scene.seconds(60));
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(this.source, "1", "2");
        this.calls.run();
        assertThat(this.calls.engine.inProgress().flights()).hasSize(2);
        cancel(call);
        assertThat(this.calls.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        assertThat(this.source.calls).isEmpty();
    }

    @Test
    void aCallThatWaitsInTheLineGivesItsPlaceBack() {
        Policy bounded = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1).with(MAX_WAITING_LOADS, 1));
        CompletableFuture<List<@Nullable Object>> loading = this.calls.call(BulkAsyncScene.starting(this.work), bounded,
                "1");
        this.calls.run();
        CompletableFuture<List<@Nullable Object>> inLine = this.calls.call(this.source, bounded, "2", "3");
        this.calls.run();
        assertThat(this.calls.engine.underWay().permits()).isEqualTo(2);
        cancel(inLine);
        assertThat(this.calls.engine.underWay().permits()).isEqualTo(1);
        this.work.complete(LOADED);
        this.calls.run();
        assertThat(loading).isCompletedWithValue(List.of("one"));
        assertThat(this.source.calls).isEmpty();
        this.calls.assertNothingLeaks();
    }

    @Test
    void whatDependsOnAResultIsNoPartOfAnAttempt() throws Exception {
        CompletableFuture<List<@Nullable Object>> call = loading(this.work);
        CompletableFuture<String> running = call.thenApply((values) -> "" + OuterLoad.running());
        this.work.complete(LOADED);
        this.calls.run();
        assertThat(running.get(0, TimeUnit.SECONDS)).isEqualTo("null");
    }

    @Test
    void aContextThatCannotBeCarriedFailsTheCall() {
        IllegalStateException failure = new IllegalStateException("no tenant");
        SingleFlightCache carrying = this.calls.engine((task) -> {
            throw failure;
        });
        CompletionStage<List<@Nullable Object>> call = carrying.bulk()
            .getAsync(BulkSource.request(this.source, Scene.plain(), "1"));
        assertThat(call.handle((values, thrown) -> thrown).toCompletableFuture().getNow(null)).isSameAs(failure);
    }

    private CompletableFuture<List<@Nullable Object>> loading(CompletableFuture<Map<CacheKey, Object>> values) {
        CompletableFuture<List<@Nullable Object>> call = this.calls.call(BulkAsyncScene.starting(values), "1", "2");
        this.calls.run();
        assertThat(this.calls.engine.inProgress().flights()).hasSize(2);
        return call;
    }

    private CompletableFuture<Object> follower(String key) {
        CompletableFuture<Object> call = this.calls.engine
            .getAsync(BulkSource.key(key), Scene.plain(), new StringCodec(), () -> "single")
            .toCompletableFuture();
        this.calls.run();
        assertThat(call).isNotDone();
        return call;
    }

    private void cancel(CompletableFuture<?> call) {
        call.cancel(true);
        this.calls.run();
    }

}
