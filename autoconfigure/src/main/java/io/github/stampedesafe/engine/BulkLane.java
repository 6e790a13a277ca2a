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

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.store.Stages;

/**
 * One key of a call for several, and the attempt that brings its value. The lanes of a
 * call take turns on one caller. So the questions of all are on their way at one time,
 * and nobody needs a lock.
 */
final class BulkLane implements Caller {

    private final BulkCall call;

    private final Caller caller;

    private final Request request;

    private State state = State.WORKING;

    private @Nullable LoadAttempt attempt;

    private CompletableFuture<?> wait = new CompletableFuture<>();

    private CompletableFuture<@Nullable Object> arrival = new CompletableFuture<>();

    private @Nullable LoadCause cause;

    private @Nullable Value value;

    private @Nullable Throwable failure;

    private boolean hasLeft;

    BulkLane(BulkCall call, Caller caller, Request request) {
        this.call = call;
        this.caller = caller;
        this.request = request;
    }

    Request request() {
        return this.request;
    }

    boolean is(State state) {
        return this.state == state;
    }

    /** Whether others may wait for what this lane waits for. */
    boolean isWaitingLeader() {
        return this.state == State.WAITING && attempt().isLeader();
    }

    /** Returns what the lane brought, when it is over without a failure. */
    Value value() {
        return Objects.requireNonNull(this.value);
    }

    /** Returns why the lane brought nothing, when it is over. */
    @Nullable Throwable failure() {
        return this.failure;
    }

    LoadAttempt attempt() {
        return Objects.requireNonNull(this.attempt);
    }

    /** Begins the attempt that was made for this lane, or begins anew with another. */
    void begin(Function<LoadAttempt, CompletionStage<Value>> way) {
        LoadAttempt begun = attempt();
        move(State.WORKING);
        CompletionStage<Value> end = OuterLoad.during(begun, () -> Steps.begin(() -> way.apply(begun)));
        var unused = end.whenComplete((value, failure) -> {
            this.value = value;
            begun.end();
            end((failure != null) ? Stages.cause(failure) : null);
        });
    }

    private void end(@Nullable Throwable failure) {
        if (failure instanceof SteppedAside && !this.call.hasFailed()) {
            move(State.ASIDE);
            return;
        }
        this.failure = (failure instanceof SteppedAside) ? null : failure;
        move(State.OVER);
        this.call.ended(failure);
    }

    /**
     * Gives up what the lane waits for, if it waits; the lane begins anew later, or
     * never.
     */
    void stepAside() {
        endWait(new SteppedAside());
    }

    private void endWait(Exception reason) {
        CompletableFuture<?> left = this.wait;
        this.wait = new CompletableFuture<>();
        OuterLoad.during(attempt(), () -> left.completeExceptionally(reason));
    }

    /**
     * Gives the key up, because nobody needs it from this call any more. A load goes on,
     * unless {@link CommonLoad} cancels it, and what has been loaded is stored.
     */
    void leave() {
        if (this.state == State.LOADING) {
            return;
        }
        loseCaller();
        if (this.state == State.WAITING) {
            endWait(Caller.left());
        }
        else if (this.state == State.ARRIVED) {
            OuterLoad.during(attempt(), () -> this.arrival.completeExceptionally(Caller.left()));
        }
    }

    /** Takes note that nobody needs the key from this call any more. */
    void loseCaller() {
        this.hasLeft = true;
    }

    /** Gives back what the attempt has left, whatever ended the call. */
    void close() {
        attempt().end();
    }

    /** Comes to the load of the key: the call loads it together with others. */
    CompletionStage<@Nullable Object> arrive(LoadCause cause) {
        this.cause = cause;
        this.arrival = new CompletableFuture<>();
        move(State.ARRIVED);
        return this.arrival;
    }

    /** Returns why the key is loaded. */
    LoadCause cause() {
        return Objects.requireNonNull(this.cause);
    }

    /** Is loaded together with others from now. */
    void load() {
        move(State.LOADING);
    }

    /** Takes what the load brought, unless the lane was interrupted while it waited. */
    void loaded(@Nullable Object value, @Nullable Throwable failure) {
        Steps.end(this.arrival, value, failure);
    }

    @Override
    public void runs(@Nullable LoadAttempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public BulkCall bulk() {
        return this.call;
    }

    @Override
    public <T extends @Nullable Object> CompletionStage<T> answer(CompletionStage<T> stage) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var unused = this.caller.answer(stage)
            .whenComplete((value, failure) -> step(() -> Steps.end(answer, value, failure)));
        return answer;
    }

    @SuppressWarnings("ReferenceEquality") // a wait is itself, whatever it ends with
    @Override
    public CompletionStage<Boolean> await(CompletionStage<?> event, Duration atMost) {
        if (this.hasLeft) {
            return Steps.failed(Caller.left());
        }
        if (this.call.hasFailed()) {
            return Steps.failed(new SteppedAside());
        }
        CompletableFuture<Boolean> happened = new CompletableFuture<>();
        this.wait = happened;
        move(State.WAITING);
        var unused = this.caller.await(event, atMost).whenComplete((inTime, failure) -> {
            if (this.wait == happened) {
                step(() -> Steps.end(happened, inTime, failure));
            }
        });
        return happened;
    }

    private void step(Runnable step) {
        move(State.WORKING);
        OuterLoad.during(attempt(), () -> {
            step.run();
            return null;
        });
        this.call.settle();
    }

    private void move(State next) {
        this.call.moved(this.state, next);
        this.state = next;
    }

    @Override
    public boolean hasLeft() {
        return this.hasLeft;
    }

    @Override
    public boolean isInterrupted() {
        return this.hasLeft || this.caller.isInterrupted();
    }

    @Override
    public void interrupt() {
        this.caller.interrupt();
    }

    /** What a lane does. */
    enum State {

        /** Takes its steps: the store answers the questions in between. */
        WORKING,

        /** Waits for somebody else: a flight, a lease, a place in the line. */
        WAITING,

        /** Has come to its load, which has not begun. */
        ARRIVED,

        /** Is loaded, together with others. */
        LOADING,

        /** Has given up what it waited for, and begins anew after a load. */
        ASIDE,

        /** Has its value, or has failed. */
        OVER

    }

    /** Ends the wait of a lane that steps aside. */
    private static final class SteppedAside extends RuntimeException {

        private SteppedAside() {
            super(null, null, false, false);
        }

    }

}
