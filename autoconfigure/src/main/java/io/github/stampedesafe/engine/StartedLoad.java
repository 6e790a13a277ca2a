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
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A load in code that occupies no thread.
 *
 * @param loader starts it
 * @param mapping maps what it brings
 */
public record StartedLoad(Supplier<? extends CompletionStage<? extends @Nullable Object>> loader,
        UnaryOperator<@Nullable Object> mapping) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        return Steps.result(start().toCompletableFuture());
    }

    @Override
    public CompletionStage<@Nullable Object> start() {
        return new LinkedFuture<>(this.loader.get(), this.mapping::apply);
    }

}
