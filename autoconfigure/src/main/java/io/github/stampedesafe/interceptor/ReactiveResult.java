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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.github.stampedesafe.engine.OuterLoad;

/**
 * Reactive types, by the adapters of Spring: each subscription is a call. What brings
 * several elements is collected into a list, up to a bound. Not loaded without Reactor.
 *
 * @param adapter the adapter of the type
 * @param method class, name and parameter types of the method
 * @param maxElements the bound
 */
record ReactiveResult(ReactiveAdapter adapter, String method, int maxElements) implements AsyncResult {

    /**
     * Returns the kind of a type, {@code null} if Spring knows none, or cannot make it.
     */
    static @Nullable AsyncResult of(Class<?> type) {
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
        return (adapter != null && adapter.getReactiveType() == type)
                ? new ReactiveResult(adapter, type.getName(), Integer.MAX_VALUE) : null;
    }

    @Override
    public AsyncResult bounded(String method, int maxElements) {
        return new ReactiveResult(this.adapter, method, maxElements);
    }

    @Override
    public Type value(Type exact) {
        if (this.adapter.isNoValue()) {
            return Void.class;
        }
        Type element = (exact instanceof ParameterizedType typed) ? typed.getActualTypeArguments()[0] : Object.class;
        return isSeveral() ? ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(element)).getType()
                : element;
    }

    @Override
    public CompletionStage<@Nullable Object> value(Object returned, AsyncCall call) {
        OuterLoad load = OuterLoad.current();
        Context context = Context.of((call instanceof ReactorCall caller) ? caller.view() : Context.empty());
        return collected(publisher(returned))
            .contextWrite((load != null) ? context.put(OuterLoad.class, load) : context)
            .toFuture();
    }

    @Override
    public Object answer(Function<AsyncCall, CompletionStage<@Nullable Object>> flight) {
        return deferred((view) -> {
            ReactorCall call = new ReactorCall(view);
            return elements(Mono.fromFuture(() -> call.during(() -> flight.apply(call).toCompletableFuture())));
        });
    }

    @Override
    public CallHandler handler(AsyncOperations operations) {
        return new ReactiveCallHandler(operations, this);
    }

    @Override
    public boolean isSeveral() {
        return this.adapter.isMultiValue();
    }

    Publisher<Object> publisher(Object returned) {
        return this.adapter.toPublisher(returned);
    }

    /** Returns the value, or the list of all elements; empty for {@code null}. */
    @SuppressWarnings("unchecked")
    Mono<Object> collected(Publisher<Object> publisher) {
        return isSeveral() ? (Mono<Object>) (Mono<?>) Flux.from(publisher)
            .take(this.maxElements + 1L)
            .collectList()
            .doOnNext(this::requireBound) : Mono.from(publisher);
    }

    /** Returns what is in a value, which may be a list of several elements. */
    Publisher<Object> elements(Mono<Object> value) {
        return isSeveral() ? value.flatMapIterable((several) -> (List<?>) several) : value;
    }

    private void requireBound(List<Object> elements) {
        if (elements.size() > this.maxElements) {
            throw new IllegalStateException(
                    "%s brings more than %d elements, which 'stampede-safe.async.max-elements' allows to be collected. Raise it, or let the method bring fewer."
                        .formatted(this.method, this.maxElements));
        }
    }

    /**
     * Returns what a caller gets.
     * @param call makes a call for the context of a subscriber
     */
    Object deferred(Function<ContextView, Publisher<Object>> call) {
        return this.adapter.fromPublisher(
                isSeveral() ? Flux.deferContextual(call) : Mono.deferContextual((view) -> Mono.from(call.apply(view))));
    }

}
