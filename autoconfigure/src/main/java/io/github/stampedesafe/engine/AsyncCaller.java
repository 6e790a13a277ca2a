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

    /** Creates a caller on the thread that calls. */
    AsyncCaller(Surroundings surroundings) {
        this.executor = surroundings.steps();
        this.delay = surroundings.delay();
        this.carried = surroundings.context().apply(this::runNext);
    }

    @Override
    public void execute(Runnable step) {
        this.steps.add(step);
        this.executor.execute(this.carried);
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
        event.whenComplete((value, failure) -> {
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

    /** An executor that is shut down ends the attempt on whatever thread this is. */
    private void executeOrFail(Runnable step, CompletableFuture<?> wait) {
        try {
            execute(step);
        }
        catch (RuntimeException ex) {
            wait.completeExceptionally(ex);
        }
    }

    private void runNext() {
        Runnable step = this.steps.poll();
        if (step != null) {
            step.run();
        }
    }

}
