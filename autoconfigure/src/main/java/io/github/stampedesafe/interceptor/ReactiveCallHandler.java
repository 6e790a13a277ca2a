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

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import io.github.stampedesafe.engine.CallSteps;
import io.github.stampedesafe.engine.LaterChanges;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.store.Stages;

/**
 * Handles the calls of a method that returns a reactive type: each subscription is one.
 * The method is called at a subscription, and only if its value is loaded. A method that
 * only puts, or evicts afterwards, is called at once, and its changes belong to each
 * subscription.
 *
 * @param operations what there is to do
 * @param result the type
 */
record ReactiveCallHandler(AsyncOperations operations, ReactiveResult result) implements CallHandler {

    private static final boolean TRANSACTIONS_EXIST = ClassUtils.isPresent(
            "org.springframework.transaction.reactive.TransactionSynchronizationManager",
            ReactiveCallHandler.class.getClassLoader());

    @Override
    public @Nullable Object handle(ProxyMethodInvocation invocation) throws Throwable {
        Operations all = this.operations.operations();
        if (!all.cacheables().isEmpty() || !all.before().isEmpty()) {
            return this.result.deferred((view) -> call(invocation, view));
        }
        Object returned = invocation.proceed();
        return (returned != null)
                ? this.result.deferred((view) -> new Subscription(invocation, view).changing(returned)) : null;
    }

    @Override
    public @Nullable Request request(ProxyMethodInvocation invocation) {
        return this.operations.request(invocation);
    }

    private Publisher<Object> call(ProxyMethodInvocation invocation, ContextView view) {
        Subscription subscription = new Subscription(invocation, view);
        if (this.operations.operations().before().isEmpty()) {
            return subscription.loading();
        }
        return Flux.from(subscription.before()).thenMany(Flux.defer(subscription::loading));
    }

    /** Brings a value; {@code null} is empty. A subscriber that cancels, cancels it. */
    private static Mono<Object> mono(Supplier<? extends CompletionStage<?>> value) {
        return Mono.create((sink) -> {
            CompletionStage<?> stage = value.get();
            if (stage instanceof CompletableFuture<?> future) {
                sink.onCancel(() -> future.cancel(true));
            }
            var unused = stage.whenComplete((result, failure) -> {
                if (failure != null) {
                    sink.error(Stages.cause(failure));
                }
                else {
                    sink.success(result);
                }
            });
        });
    }

    /** One call. */
    private final class Subscription {

        private final ProxyMethodInvocation invocation;

        private final ReactorCall caller;

        private final Call call;

        private final LaterChanges later;

        private final CallSteps steps;

        Subscription(ProxyMethodInvocation invocation, ContextView view) {
            AsyncOperations operations = ReactiveCallHandler.this.operations;
            LaterChanges ofTransaction = TRANSACTIONS_EXIST ? ReactiveTransaction.changes(view) : null;
            this.invocation = invocation;
            this.caller = new ReactorCall(view);
            this.call = operations.call(invocation);
            this.later = (ofTransaction != null) ? ofTransaction : operations.changes().later();
            this.steps = this.caller.during(operations.cache()::steps);
        }

        Mono<Object> before() {
            return mono(() -> this.steps.run(() -> operations().before(this.call, this.later)));
        }

        Publisher<Object> loading() {
            Supplier<CompletionStage<@Nullable Object>> cached = this.caller
                .during(() -> operations().value(this.call, this.invocation, this.caller));
            if (cached == null) {
                return changing(called());
            }
            ReturnType returnType = operations().loads().returnType();
            Mono<Object> value = mono(() -> new CallerFuture(this.caller.during(cached), (stored) -> {
                Object returned = returnType.returned(stored);
                return hasAfterwards() ? after(returned).<@Nullable Object>thenApply((done) -> returned)
                        : CompletableFuture.<@Nullable Object>completedFuture(returned);
            }));
            return ReactiveCallHandler.this.result.elements(value);
        }

        /**
         * Returns what the method returned, with the changes after it.
         * @param returned what it returned
         */
        Publisher<Object> changing(Object returned) {
            Publisher<Object> publisher = ReactiveCallHandler.this.result.publisher(returned);
            if (!hasAfterwards()) {
                return publisher;
            }
            if (isSeveral() && !operations().operations().usesResult()) {
                // Streamed, since nothing needs all elements at once.
                return Flux.from(publisher).concatWith(mono(() -> after(null)));
            }
            Mono<Object> value = ReactiveCallHandler.this.result.collected(publisher)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap((found) -> mono(() -> after(found.orElse(null))).then(Mono.justOrEmpty(found)));
            return ReactiveCallHandler.this.result.elements(value);
        }

        private Object called() {
            try {
                Object returned = this.invocation.invocableClone().proceed();
                if (returned == null) {
                    throw new IllegalStateException("%s returned null instead of something that brings a value later"
                        .formatted(operations().loads().method()));
                }
                return returned;
            }
            catch (Throwable ex) {
                throw reactor.core.Exceptions.propagate(ex);
            }
        }

        private CompletionStage<@Nullable Void> after(@Nullable Object returned) {
            return this.steps.run(() -> operations().after(this.call, returned, this.later));
        }

        private boolean hasAfterwards() {
            return operations().operations().hasAfterwards();
        }

        private boolean isSeveral() {
            return ReactiveCallHandler.this.result.isSeveral();
        }

        private AsyncOperations operations() {
            return ReactiveCallHandler.this.operations;
        }

    }

}
