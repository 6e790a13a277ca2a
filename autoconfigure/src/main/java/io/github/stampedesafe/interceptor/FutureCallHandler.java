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
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.CallSteps;
import io.github.stampedesafe.engine.LaterChanges;
import io.github.stampedesafe.engine.Request;

/**
 * Handles the calls of a method that returns a future. A cached value is loaded on a
 * thread for steps. A method that only puts or evicts is called on the thread of its
 * caller, after the evicts that come before it, for which that thread waits.
 *
 * @param operations what there is to do
 */
record FutureCallHandler(AsyncOperations operations) implements CallHandler {

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the caller gets it
    public @Nullable Object handle(ProxyMethodInvocation invocation) throws Throwable {
        Call call = this.operations.call(invocation);
        EvictOperation.schedule(this.operations.operations().before(), this.operations.cache(), call,
                this.operations.changes()::scheduleAndApply);
        Supplier<CompletionStage<@Nullable Object>> cached;
        try {
            cached = this.operations.value(call, invocation, AsyncCall.PLAIN);
        }
        catch (RuntimeException ex) {
            return CompletableFuture.failedFuture(ex); // as whatever else goes wrong
        }
        boolean hasAfterwards = this.operations.operations().hasAfterwards();
        // What the call is to have of this thread is taken before the method is called.
        CallSteps steps = hasAfterwards ? this.operations.cache().steps() : null;
        LaterChanges later = hasAfterwards ? this.operations.changes().later() : null;
        CompletionStage<?> value = (cached != null) ? cached.get() : (CompletionStage<?>) invocation.proceed();
        if (value == null || (cached == null && later == null)) {
            return value;
        }
        ReturnType returnType = this.operations.loads().returnType();
        return new CallerFuture(value, (result) -> {
            Object returned = (cached != null) ? returnType.returned(result) : result;
            return (steps != null && later != null)
                    ? steps.run(() -> this.operations.after(call, returned, later))
                        .<@Nullable Object>thenApply((done) -> returned)
                    : CompletableFuture.<@Nullable Object>completedFuture(returned);
        });
    }

    @Override
    public @Nullable Request request(ProxyMethodInvocation invocation) {
        return this.operations.request(invocation);
    }

}
