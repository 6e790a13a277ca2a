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

package io.github.stampedesafe.interceptor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.LinkedFuture;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.store.Stages;

/**
 * Calls an asynchronous method on another thread than its caller's. Each call has its own
 * invocation and array of arguments. The value comes later, and no thread waits for it.
 *
 * @param loads what is known of the method
 * @param invocation the call
 * @param call what it has of its caller
 * @param copy makes the arguments of one run, which may change them
 */
record AsyncLoad(AsyncLoads loads, ProxyMethodInvocation invocation, AsyncCall call,
        UnaryOperator<@Nullable Object[]> copy) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        return joined(start());
    }

    @Override
    public CompletionStage<@Nullable Object> start() {
        try {
            Object returned = ExposedCall.of(this.invocation, this.copy);
            if (returned == null) {
                throw new IllegalStateException("%s returned null instead of something that brings a value later"
                    .formatted(this.loads.method()));
            }
            return new LinkedFuture<>(this.loads.result().value(returned, this.call), this.loads.returnType()::stored);
        }
        catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    @Override
    public @Nullable Load repeatable() {
        return (this.loads.isRepeatable() && InvocationLoad.isOfOneTarget(this.invocation))
                ? new AsyncLoad(this.loads, SuspendFunctions.detached(this.invocation), this.call.detached(), this.copy)
                : null;
    }

    /** Waits for a value, on the thread of somebody who can do nothing else. */
    static @Nullable Object joined(CompletionStage<@Nullable Object> value) throws Throwable {
        try {
            return value.toCompletableFuture().join();
        }
        catch (CompletionException ex) {
            throw Stages.cause(ex);
        }
    }

}
