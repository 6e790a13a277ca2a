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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;

/**
 * One call's way through a miss, or one refresh: what was asked for, where its steps run,
 * what it has seen so far, and what it holds.
 * <p>
 * Every question that the leader of a flight sends to the store is numbered here, before
 * it is sent, and nowhere else; {@link #look()} is the last one that was answered, and
 * vouches for what the leader concludes from the answer. See {@link Flight} for why.
 * <p>
 * An attempt knows the attempt whose load called it ({@link OuterLoad}). So a load that
 * asks for its own key is found ({@link RecursionRule}), and a load that is nested in a
 * load of the same cache runs on the permit of the outer one. Not thread-safe: its steps
 * run one after the other.
 */
final class LoadAttempt {

    private final Caller caller;

    private final Request request;

    private final WaitLimit waitLimit;

    private final LoadScope scope;

    private final @Nullable LoadAttempt outer;

    private Lookup seen;

    private @Nullable Flight flight;

    private LoadLimit.@Nullable Permit permit;

    private int look = Flight.NO_LOOK;

    private @Nullable Deque<Runnable> held;

    /**
     * Begins an attempt.
     * @param caller where its steps run
     * @param request what is asked for
     * @param seen what was found in the store
     * @param waitLimit how long it waits
     * @param scope surrounds its load
     */
    LoadAttempt(Caller caller, Request request, Lookup seen, WaitLimit waitLimit, LoadScope scope) {
        this.caller = caller;
        this.request = request;
        this.seen = seen;
        this.waitLimit = waitLimit;
        this.scope = scope;
        this.outer = OuterLoad.running();
        caller.runs(this);
    }

    Caller caller() {
        return this.caller;
    }

    Request request() {
        return this.request;
    }

    CacheKey key() {
        return this.request.key();
    }

    Policy policy() {
        return this.request.policy();
    }

    WaitLimit waitLimit() {
        return this.waitLimit;
    }

    /** Returns what a call throws that reaches its limit while it waits for a load. */
    WaitTimeoutException timeout() {
        return new WaitTimeoutException(key().cache(), key().text(), this.waitLimit.waited());
    }

    /** Returns what a call throws that reaches its limit while it waits in the line. */
    WaitTimeoutException timeoutInLine() {
        return WaitTimeoutException.inLine(key().cache(), key().text(), this.waitLimit.waited());
    }

    /** Returns what the call saw before it joined a flight. */
    Lookup seen() {
        return this.seen;
    }

    /** Notes what the call saw before it starts over. */
    void startOver(Lookup seen) {
        this.seen = seen;
    }

    /** Makes this attempt the leader of a flight. */
    void lead(Flight flight) {
        this.flight = flight;
    }

    /** Returns the flight that this attempt leads. */
    Flight flight() {
        return Objects.requireNonNull(this.flight);
    }

    /** Whether this attempt leads a flight. */
    boolean isLeader() {
        return this.flight != null;
    }

    /** Returns the attempt whose load called this one, {@code null} for none. */
    @Nullable LoadAttempt outer() {
        return this.outer;
    }

    /**
     * Whether this attempt, or a load that it was called by, holds a permit of a limit.
     */
    boolean isPermittedBy(LoadLimit limit) {
        for (LoadAttempt attempt = this; attempt != null; attempt = attempt.outer) {
            if (attempt.permit != null && attempt.permit.isOf(limit)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Notes something that is given back when the attempt ends, whatever ends it. A step
     * that ends normally gives it back itself, before; then this does nothing.
     * @param giveBack gives it back, no matter if that was done before
     */
    void holds(Runnable giveBack) {
        if (this.held == null) {
            this.held = new ArrayDeque<>(4);
        }
        this.held.addLast(giveBack);
    }

    /**
     * Gives back what steps have left that were lost, as by a stack that was used up.
     */
    void end() {
        try {
            release();
        }
        finally {
            giveBack();
        }
    }

    private void giveBack() {
        Runnable next = (this.held != null) ? this.held.pollLast() : null;
        if (next != null) {
            try {
                next.run();
            }
            finally {
                giveBack();
            }
        }
    }

    /** Takes the permit to load. */
    void hold(LoadLimit.Permit permit) {
        this.permit = permit;
    }

    /** Gives the permit to load back, if there is one. */
    void release() {
        LoadLimit.Permit held = this.permit;
        this.permit = null;
        if (held != null) {
            held.close();
        }
    }

    /** Returns the number of the look that vouches for what is known now. */
    int look() {
        return this.look;
    }

    /**
     * Numbers a look of the leader, and sends it.
     * @param question sends it, by {@link #answer}
     * @return the answer; while it is dealt with, {@link #look()} is its number
     */
    <T extends @Nullable Object> CompletionStage<T> ask(Supplier<CompletionStage<T>> question) {
        int number = flight().nextLook();
        return question.get().thenApply((answer) -> {
            this.look = number;
            return answer;
        });
    }

    /**
     * Numbers a load that runs without the store: it holds for followers that joined
     * before it.
     */
    void loadUnasked() {
        this.look = flight().nextLook();
    }

    /**
     * Sends a question and waits for its answer.
     * @param question sends it
     * @return the answer; fails with {@link CacheUnavailableException} if there is none,
     * or the caller was interrupted before it came
     */
    <T extends @Nullable Object> CompletionStage<T> answer(Supplier<CompletionStage<T>> question) {
        return this.caller.ask(key(), question);
    }

    /** Starts the load. */
    CompletionStage<@Nullable Object> load(LoadCause cause) {
        return this.scope.start(this.request, cause);
    }

}
