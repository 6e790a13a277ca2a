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

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Stages;

/**
 * A change of what is stored, written once for callers that block and for callers that do
 * not. A caller that blocks waits for the store also if its thread is interrupted,
 * because it has to know that the change happened.
 *
 * @param steps carries the change out, and waits for the store by the answers it is given
 * @param resources threads, for a change that no thread waits for
 */
record StoreChange(Function<Answers, CompletionStage<@Nullable Void>> steps,
        EngineResources resources) implements Change {

    @Override
    public void apply() {
        Stages.joinUninterruptibly(this.steps.apply(StoreChange::joined));
    }

    @Override
    public CompletionStage<@Nullable Void> start() {
        AsyncCaller caller = new AsyncCaller(this.resources);
        return caller.begin(() -> this.steps.apply(caller::answer));
    }

    private static <T extends @Nullable Object> CompletionStage<T> joined(CompletionStage<T> answer) {
        return Steps.begin(() -> Steps.of(Stages.joinUninterruptibly(answer)));
    }

    /** How the steps of a change wait for the store. */
    interface Answers {

        /** Returns an answer, in the next step. */
        <T extends @Nullable Object> CompletionStage<T> of(CompletionStage<T> answer);

    }

}
