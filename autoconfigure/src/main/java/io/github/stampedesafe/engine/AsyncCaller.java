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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * A caller that no thread waits for. Its steps run on an executor, each with what is
 * carried of the thread that called.
 * <p>
 * One step runs at a time, however many threads the executor has: a step that comes while
 * another one runs is run after it. Otherwise an answer could complete a stage before the
 * step that asked depends on it, and what follows would run on two threads. For the same
 * reason the attempt begins in a step, and not on the thread that called.
 */
final class AsyncCaller implements Caller {

    private final Executor executor;

    private final Delay delay;

    private final Queue<Step> steps = new ConcurrentLinkedQueue<>();

    /** Steps that have come and have not ended. */
    private final AtomicInteger count = new AtomicInteger();

    private final Runnable carried;

    private @Nullable LoadAttempt attempt;

    /** The event that the attempt waits for. */
    private @Nullable CompletableFuture<?> wait;

    private @Nullable CompletableFuture<?> load;

    private boolean hasLeft;

    private volatile boolean isOver;

    /** Creates a caller on the thread that calls. */
    AsyncCaller(EngineResources resources) {
        this.executor = resources.steps();
        this.delay = resources.delay();
        this.carried = resources.context().apply(this::runSteps);
    }

    /**
     * Begins an attempt, in its first step.
     * @param beginning begins the attempt
     * @return what the attempt brings
     */
    <T extends @Nullable Object> CompletionStage<T> begin(Supplier<CompletionStage<T>> beginning) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executeOrFail(() -> Steps.begin(beginning)
            .whenComplete(
                    (value, failure) -> Steps.end(result, value, (failure != null) ? Stages.cause(failure) : null)),
                result);
        return result;
    }

    @Override
    public void runs(@Nullable LoadAttempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public <T extends @Nullable Object> CompletionStage<T> answer(CompletionStage<T> stage) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> executeOrFail(() -> Steps.end(answer, value, failure), answer));
        return answer;
    }

    @Override
    public CompletionStage<Boolean> await(CompletionStage<?> event, Duration atMost) {
        if (this.hasLeft) {
            return Steps.failed(Caller.left());
        }
        CompletableFuture<Boolean> happened = new CompletableFuture<>();
        this.wait = happened;
        Runnable cancel = this.delay.after(atMost, () -> executeOrFail(() -> happened.complete(false), happened));
        Steps.unlessOver(event, happened, () -> executeOrFail(() -> happened.complete(true), happened));
        var unused = happened.whenComplete((value, failure) -> cancel.run());
        return happened;
    }

    @Override
    public <T extends @Nullable Object> CompletionStage<T> loaded(CompletableFuture<T> load) {
        this.load = load;
        CompletionStage<T> loaded = answer(load);
        var unused = loaded.whenComplete((value, failure) -> this.load = null);
        return loaded;
    }

    @Override
    public boolean hasLeft() {
        return this.hasLeft;
    }

    @Override
    public boolean isInterrupted() {
        return this.hasLeft;
    }

    /** Notes that the attempt is over. */
    void end() {
        this.isOver = true;
    }

    /**
     * Ends the attempt as soon as nobody needs it: at once, or when the last follower of
     * its flight leaves, too. Does nothing if it is over.
     */
    void leave() {
        whileUnderWay(() -> {
            if (this.attempt != null && this.attempt.isLeader()) {
                this.attempt.flight().leaveTo(() -> whileUnderWay(this::giveUp));
            }
            else {
                giveUp();
            }
        });
    }

    /** Runs a step, unless the call is over by then. */
    void whileUnderWay(Runnable step) {
        if (!this.isOver) {
            executeOrFail(() -> {
                if (!this.isOver) {
                    step.run();
                }
            }, new CompletableFuture<>());
        }
    }

    /**
     * A load that cannot be cancelled goes on, and is stored: its work would only be done
     * again. So is what has been loaded, because an attempt waits for nobody after that.
     */
    private void giveUp() {
        if (this.hasLeft) {
            return;
        }
        CompletableFuture<?> load = this.load;
        this.hasLeft = load == null || Stages.tryCancel(load);
        CompletableFuture<?> wait = this.wait;
        if (this.hasLeft && wait != null) {
            wait.completeExceptionally(Caller.left());
        }
    }

    /**
     * Nobody's thread was interrupted but the one of the load, which is the executor's.
     */
    @Override
    public void interrupt() {
    }

    private void executeOrFail(Runnable task, CompletableFuture<?> wait) {
        this.steps.add(new Step(task, wait));
        if (this.count.getAndIncrement() == 0) {
            schedule();
        }
    }

    /** A step that the executor refuses ends its wait on whatever thread this is. */
    private void schedule() {
        boolean isScheduled = false;
        while (!isScheduled) {
            try {
                this.executor.execute(this::run);
                isScheduled = true;
            }
            catch (RuntimeException ex) {
                isScheduled = failNext(ex);
            }
        }
    }

    /** Runs all steps in their context; ends a wait, too, if the context runs none. */
    private void run() {
        Step first = Objects.requireNonNull(this.steps.peek());
        RuntimeException failure = new IllegalStateException(
                "The context of a call that no thread waits for did not run a step");
        try {
            this.carried.run();
        }
        catch (RuntimeException ex) {
            if (first.hasBegun) {
                throw ex;
            }
            failure = ex;
        }
        if (!first.hasBegun && !failNext(failure)) {
            schedule();
        }
    }

    private void runSteps() {
        OuterLoad.during(this.attempt, () -> {
            do {
                Objects.requireNonNull(this.steps.poll()).run();
            }
            while (this.count.decrementAndGet() > 0);
            return null;
        });
    }

    /** Ends the wait of the next step; returns whether no other step has come. */
    private boolean failNext(RuntimeException failure) {
        Objects.requireNonNull(this.steps.poll()).wait.completeExceptionally(failure);
        return this.count.decrementAndGet() == 0;
    }

    /** A step, and the wait that it ends. */
    private static final class Step {

        private final Runnable task;

        private final CompletableFuture<?> wait;

        private boolean hasBegun;

        private Step(Runnable task, CompletableFuture<?> wait) {
            this.task = task;
            this.wait = wait;
        }

        private void run() {
            this.hasBegun = true;
            try {
                this.task.run();
            }
            catch (RuntimeException | Error ex) {
                this.wait.completeExceptionally(ex);
            }
        }

    }

}
