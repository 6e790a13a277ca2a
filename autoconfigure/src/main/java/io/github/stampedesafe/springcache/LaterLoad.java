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

package io.github.stampedesafe.springcache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;

/**
 * A load by a method that returns before its value is there. It occupies no thread.
 *
 * @param method the method
 * @param call calls it
 * @param context what the caller gave with its question, {@code null} for nothing
 */
record LaterLoad(CachedMethod method, Load call, @Nullable Object context) implements Load {

    @Override
    public @Nullable Object load() {
        return start().toCompletableFuture().join();
    }

    @Override
    public CompletionStage<@Nullable Object> start() {
        try {
            Object returned = this.call.load();
            if (returned == null) {
                throw new IllegalStateException("%s returned no %s but 'null'".formatted(this.method.method().element(),
                        this.method.returnType().getSimpleName()));
            }
            return this.method.value(returned, this.context);
        }
        catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /** Without the context, which is of the caller. */
    @Override
    public @Nullable Load repeatable() {
        Load repeatable = this.call.repeatable();
        return (repeatable != null) ? new LaterLoad(this.method, repeatable, null) : null;
    }

}
