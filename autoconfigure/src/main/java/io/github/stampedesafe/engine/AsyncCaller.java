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

import org.jspecify.annotations.Nullable;

/**
 * A caller that no thread waits for. Its steps run on an executor, one after the other,
 * each with what is carried of the thread that called.
 */
final class AsyncCaller implements Caller {

    private final Executor executor;

    private final Delay delay;

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

    private final Runnable carried;

    private @Nullable LoadAttempt attempt;

    /** Creates a caller on the thread that calls. */
    AsyncCaller(EngineResources resources) {
        this.executor = resources.steps();
        this.delay = resources.delay();
        this.carried = resources.context().apply(this::runSteps);
    }

    @Override
    public void runs(LoadAttempt attempt) {
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
        CompletableFuture<Boolean> happened = new CompletableFuture<>();
        Runnable cancel = this.delay.after(atMost, () -> executeOrFail(() -> happened.complete(false), happened));
        Steps.unlessOver(event, happened, () -> {
            cancel.run();
            executeOrFail(() -> happened.complete(true), happened);
        });
        return happened;
    }

    @Override
    public boolean isInterrupted() {
        return false;
    }

    /**
     * Nobody's thread was interrupted but the one of the load, which is the executor's.
     */
    @Override
    public void interrupt() {
    }

    /** A step that the executor refuses ends the wait on whatever thread this is. */
    private void executeOrFail(Runnable step, CompletableFuture<?> wait) {
        this.steps.add(step);
        try {
            this.executor.execute(() -> run(step, wait));
        }
        catch (RuntimeException ex) {
            fail(step, wait, ex);
        }
    }

    /** Runs a step in its context; ends its wait, too, if the context does not run it. */
    private void run(Runnable step, CompletableFuture<?> wait) {
        try {
            this.carried.run();
        }
        catch (RuntimeException | Error ex) {
            if (!fail(step, wait, ex) || ex instanceof Error) {
                throw ex;
            }
        }
        fail(step, wait,
                new IllegalStateException("The context of a call that no thread waits for did not run a step"));
    }

    private boolean fail(Runnable step, CompletableFuture<?> wait, Throwable failure) {
        return this.steps.remove(step) && wait.completeExceptionally(failure);
    }

    /**
     * Runs all steps that are there, so that one that comes too late to matter takes no
     * other one's place.
     */
    private void runSteps() {
        Objects.requireNonNull(this.attempt).within(() -> {
            for (Runnable step = this.steps.poll(); step != null; step = this.steps.poll()) {
                step.run();
            }
            return null;
        });
    }

}
