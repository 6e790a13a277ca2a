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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * Answers to several changes of one caller, whose thread takes the steps that follow them
 * in the order in which they come. The thread waits also if it is interrupted, because it
 * has to know that the changes happened.
 */
final class QueuedAnswers implements StoreChange.Answers {

    private final BlockingQueue<Runnable> steps = new LinkedBlockingQueue<>();

    @Override
    public <T extends @Nullable Object> CompletionStage<T> of(CompletionStage<T> stage) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        var unused = stage.whenComplete((value, failure) -> this.steps.add(() -> Steps.end(answer, value, failure)));
        return answer;
    }

    /** Takes steps until a stage that they lead to is complete. */
    void runUntil(CompletableFuture<?> end) {
        boolean isInterrupted = false;
        while (!end.isDone()) {
            try {
                this.steps.take().run();
            }
            catch (InterruptedException ex) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

}
