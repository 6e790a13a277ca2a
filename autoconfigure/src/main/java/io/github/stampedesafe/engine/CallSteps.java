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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs what a call that no thread waits for has to do after its method: on the executor
 * for steps, with what is carried of the thread that called.
 */
public final class CallSteps {

    private final AsyncCaller caller;

    CallSteps(AsyncCaller caller) {
        this.caller = caller;
    }

    /**
     * Runs a step. It does not run while another one of the same call does.
     * @param step the step, which may begin more
     * @return what the step begins; fails with what it threw, as it is
     */
    public <T extends @Nullable Object> CompletionStage<T> run(Supplier<CompletionStage<T>> step) {
        return this.caller.begin(step);
    }

}
