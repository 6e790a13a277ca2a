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

import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ResolvableType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.github.stampedesafe.engine.OuterLoad;

/**
 * The value of a reactive type, for which a method is called when somebody subscribes.
 * Each subscriber is a caller. A {@code Flux} is collected to a list; an empty
 * {@code Mono} is {@code null}. The context of the subscriber that loads reaches the
 * method, and the load reaches the calls that it makes, so that one for its own key is
 * found out on any thread.
 */
final class ReactiveResult implements LaterResult {

    private final ReactiveAdapter adapter;

    ReactiveResult(ReactiveAdapter adapter) {
        this.adapter = adapter;
    }

    @Override
    public Type type(Type returned) {
        ResolvableType element = ResolvableType.forType(returned).getGeneric();
        if (element.equals(ResolvableType.NONE)) {
            return Object.class;
        }
        return this.adapter.isMultiValue() ? ResolvableType.forClassWithGenerics(List.class, element).getType()
                : element.getType();
    }

    @Override
    public CompletionStage<@Nullable Object> value(Object returned, @Nullable Object context) {
        Publisher<Object> publisher = this.adapter.toPublisher(returned);
        Mono<?> value = this.adapter.isMultiValue() ? Flux.from(publisher).collectList() : Mono.from(publisher);
        OuterLoad load = OuterLoad.current();
        Context subscriber = Context.of((context != null) ? (ContextView) context : Context.empty());
        return value.cast(Object.class)
            .contextWrite((load != null) ? subscriber.put(OuterLoad.class, load) : subscriber)
            .toFuture();
    }

    @Override
    public Object returned(Function<@Nullable Object, CompletionStage<@Nullable Object>> flight) {
        Mono<Object> value = Mono.deferContextual((context) -> Mono.fromFuture(() -> flown(flight, context)));
        return this.adapter.fromPublisher(
                this.adapter.isMultiValue() ? value.flatMapIterable((values) -> (Iterable<?>) values) : value);
    }

    /**
     * Whichever thread subscribes: the call is made by the load that is in its context.
     */
    private static CompletableFuture<@Nullable Object> flown(
            Function<@Nullable Object, CompletionStage<@Nullable Object>> flight, ContextView context) {
        OuterLoad outer = context.getOrDefault(OuterLoad.class, null);
        Supplier<CompletableFuture<@Nullable Object>> call = () -> flight.apply(context).toCompletableFuture();
        return (outer != null) ? outer.during(call) : call.get();
    }

}
