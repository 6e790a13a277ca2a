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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** How the two kinds of callers wait. */
class CallerTests {

    private static final int FOLLOWERS = 100;

    private final Scene scene = new Scene();

    private final EngineResources resources = new EngineResources(this.scene.clock, System::nanoTime,
            new ScriptedRandom(), Waiting.blocking(), new ManualExecutor());

    static Stream<Waits> callers() {
        return Stream.of((event, resources) -> {
            BlockingCaller caller = new BlockingCaller(resources);
            LoadAttempt unused = attempt(caller);
            return caller.run(() -> caller.await(event, Duration.ofNanos(1)));
        }, (event, resources) -> {
            AsyncCaller caller = new AsyncCaller(resources);
            LoadAttempt unused = attempt(caller);
            return caller.await(event, Duration.ofNanos(1)).toCompletableFuture().get();
        });
    }

    @ParameterizedTest
    @MethodSource("callers")
    void aWaitThatIsOverLeavesNothingAtItsEvent(Waits caller) throws Throwable {
        CompletableFuture<Void> event = new CompletableFuture<>();
        for (int follower = 0; follower < FOLLOWERS; follower++) {
            assertThat(caller.await(event, this.resources)).isFalse();
        }
        assertThat(event.getNumberOfDependents()).isLessThanOrEqualTo(1);
    }

    @Test
    void aWaitThatIsOverCancelsItsTimer() {
        AtomicInteger cancelled = new AtomicInteger();
        AsyncCaller caller = new AsyncCaller(new EngineResources(this.scene.clock, System::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor(), UnaryOperator.identity(), Runnable::run,
                (time, task) -> cancelled::incrementAndGet));
        CompletableFuture<Void> event = new CompletableFuture<>();
        CompletionStage<Boolean> wait = caller.await(event, Scene.seconds(1));
        assertThat(cancelled).hasValue(0);
        event.complete(null);
        assertThat(wait).isCompletedWithValue(true);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void anInterruptReachesTheCallerAsItself() {
        InterruptedException interrupt = new InterruptedException();
        BlockingCaller caller = new BlockingCaller(interruptedBy(interrupt));
        assertThat(catchThrowable(() -> caller.run(() -> caller.await(new CompletableFuture<>(), Scene.seconds(1)))))
            .isSameAs(interrupt);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCallerThatWasInterruptedWaitsForNoAnswerToWhatItGivesBack() {
        BlockingCaller caller = new BlockingCaller(interruptedBy(new InterruptedException()));
        CompletableFuture<String> answer = new CompletableFuture<>();
        assertThat(catchThrowable(
                () -> caller.run(() -> Steps.then(caller.answer(answer), (value, failure) -> caller.answer(answer)))))
            .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void leasesThatFailInAWayOfTheirDriverAreAnOutage() throws Throwable {
        RecordingListener listener = new RecordingListener();
        SingleFlightCache engine = new SingleFlightCache(this.scene.shared,
                (key, life) -> CompletableFuture.failedFuture(new IOException("reset")),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), this.resources, listener);
        assertThat(engine.get(Scene.KEY, Scene.plain(), new StringCodec(), this.scene.source)).isEqualTo("old");
        assertThat(listener.count("unavailable totals:DE")).isOne();
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aChangeThatFailsInAWayOfItsDriverIsAnOutage() {
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> Stages.joinUninterruptibly(CompletableFuture.failedFuture(new IOException("reset"))))
            .withMessage("The answer is a failure: java.io.IOException: reset")
            .withCauseInstanceOf(IOException.class);
    }

    @Test
    @Timeout(30)
    void aStepThatIsLostEndsTheAttemptWhichGivesBackWhatItHolds() {
        BlockingCaller caller = new BlockingCaller(this.resources);
        List<String> given = new ArrayList<>();
        LoadAttempt attempt = attempt(caller);
        attempt.holds(() -> given.add("first"));
        attempt.holds(() -> given.add("second"));
        // As a stage does whose thread has no stack left to run what depends on it.
        CompletableFuture<String> losing = new CompletableFuture<>() {

            @Override
            public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
                return this;
            }

        };
        losing.complete("lost");
        assertThatExceptionOfType(InternalError.class).isThrownBy(() -> caller.run(() -> caller.answer(losing)))
            .withMessage("A step was lost, because its thread had no stack or memory left");
        assertThat(given).containsExactly("second", "first");
    }

    /** The thread is interrupted in its first wait, and must not begin another one. */
    private EngineResources interruptedBy(InterruptedException interrupt) {
        AtomicInteger looks = new AtomicInteger();
        return new EngineResources(this.scene.clock, () -> {
            assertThat(looks.incrementAndGet()).as("looks at the clock, before waits").isLessThan(10);
            return 0;
        }, new ScriptedRandom(), (event, atMost) -> {
            throw interrupt;
        }, new ManualExecutor());
    }

    private static LoadAttempt attempt(Caller caller) {
        Request request = new Request(Scene.KEY, Scene.plain(), new StringCodec(), () -> "loaded");
        WaitLimit waitLimit = new WaitLimit(System::nanoTime, Duration.ofSeconds(1));
        return new LoadAttempt(caller, request, Lookup.NOTHING, waitLimit, LoadScope.NONE);
    }

    /** Waits for an event that does not happen in time. */
    @FunctionalInterface
    interface Waits {

        boolean await(CompletableFuture<Void> event, EngineResources resources) throws Throwable;

    }

}
