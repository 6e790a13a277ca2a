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

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.micrometer.context.ContextRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Cached methods that return reactive types. */
class ReactiveMethodsTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    static class Orders {

        final AtomicInteger calls = new AtomicInteger();

        final AtomicReference<ContextView> context = new AtomicReference<>();

        volatile Function<String, Mono<String>> source = Mono::just;

        volatile Flux<String> several = Flux.just("a", "b");

        @StampedeSafeCacheable(cacheName = "orders", staleWhileRevalidate = "1h", jitter = 0, beta = 0)
        public Mono<String> order(String id) {
            this.calls.incrementAndGet();
            return Mono.deferContextual((view) -> {
                this.context.set(view);
                return this.source.apply(id);
            });
        }

        @StampedeSafeCacheable(cacheName = "optionals", condition = "#id != 'never'", unless = "#result == 'unworthy'")
        public Mono<Optional<String>> optional(String id) {
            this.calls.incrementAndGet();
            return Mono.just(id.isEmpty() ? Optional.empty() : Optional.of(id));
        }

        @StampedeSafeCacheable("lists")
        public Flux<String> list(String id) {
            this.calls.incrementAndGet();
            return this.several;
        }

        @StampedeSafeCacheable("flows")
        public Flow.Publisher<String> flow(String id) {
            this.calls.incrementAndGet();
            return org.reactivestreams.FlowAdapters.toFlowPublisher(this.several);
        }

        @StampedeSafeCacheable("publishers")
        public Publisher<String> publisher(String id) {
            this.calls.incrementAndGet();
            return this.several;
        }

    }

    private final CacheContext context = CacheContext.of(Orders.class);

    private final Orders orders = this.context.bean(Orders.class);

    private final Orders target = CacheContext.target(this.orders);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void nothingIsCalledWithoutASubscriber() {
        Mono<String> order = this.orders.order("a");
        assertThat(this.target.calls).hasValue(0);
        assertThat(order.block(SOON)).isEqualTo("a");
        assertThat(order.block(SOON)).isEqualTo("a");
        assertThat(this.orders.order("a").block(SOON)).isEqualTo("a");
        assertThat(this.target.calls).hasValue(1);
    }

    @Test
    void subscribersShareOneLoadAndItsFailure() {
        Sinks.One<String> load = Sinks.one();
        this.target.source = (id) -> load.asMono();
        IOException thrown = new IOException("down");
        CompletableFuture<String> first = this.orders.order("a").toFuture();
        await().until(() -> this.target.calls.get() == 1);
        CompletableFuture<String> second = this.orders.order("a").toFuture();
        this.context.awaitFollowers(1);
        load.tryEmitError(thrown);
        assertThat(CallResults.failure(first)).isSameAs(thrown);
        assertThat(CallResults.failure(second)).isSameAs(thrown);
        assertThat(this.target.calls).hasValue(1);
    }

    @Test
    void emptyIsNullAndIsCached() {
        this.target.source = (id) -> Mono.empty();
        assertThat(this.orders.order("a").block(SOON)).isNull();
        assertThat(this.orders.order("a").block(SOON)).isNull();
        assertThat(this.target.calls).hasValue(1);
    }

    @Test
    void optionalInsideIsUnwrappedAndConditionsHold() {
        assertThat(this.orders.optional("a").block(SOON)).contains("a");
        assertThat(this.orders.optional("a").block(SOON)).contains("a");
        assertThat(this.orders.optional("").block(SOON)).isEmpty();
        assertThat(this.orders.optional("").block(SOON)).isEmpty();
        assertThat(this.target.calls).hasValue(2);
        for (String id : List.of("never", "unworthy")) {
            assertThat(this.orders.optional(id).block(SOON)).contains(id);
            assertThat(this.orders.optional(id).block(SOON)).contains(id);
        }
        assertThat(this.target.calls).hasValue(6);
    }

    @Test
    void severalElementsAreStoredAsAList() {
        assertThat(this.orders.list("a").collectList().block(SOON)).containsExactly("a", "b");
        assertThat(this.orders.list("a").collectList().block(SOON)).containsExactly("a", "b");
        assertThat(this.target.calls).hasValue(1);
        assertThat(Flux.from(this.orders.publisher("a")).collectList().block(SOON)).containsExactly("a", "b");
        assertThat(Flux.from(org.reactivestreams.FlowAdapters.toPublisher(this.orders.flow("a")))
            .collectList()
            .block(SOON)).containsExactly("a", "b");
        assertThat(this.context.codecTypes)
            .anySatisfy((type) -> assertThat(type).hasToString("java.util.List<java.lang.String>"));
    }

    @Test
    void streamBeyondTheBoundFails() {
        this.target.several = Flux.just("endless").repeat();
        assertThat(catchThrowable(() -> this.orders.list("a").blockLast(SOON)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("Orders.list(String) brings more than %d elements, which "
                    + "'stampede-safe.async.max-elements' allows to be collected. Raise it, or let the method "
                    + "bring fewer.", CacheContext.MAX_ELEMENTS);
    }

    @Test
    void contextOfTheSubscriberReachesTheLoadOfALeaderButNoRefresh() {
        assertThat(this.orders.order("a").contextWrite((own) -> own.put("tenant", "acme")).block(SOON)).isEqualTo("a");
        assertThat(this.target.context.get().<String>get("tenant")).isEqualTo("acme");
        this.context.advance(Duration.ofMinutes(11));
        assertThat(this.orders.order("a").contextWrite((own) -> own.put("tenant", "other")).block(SOON)).isEqualTo("a");
        this.context.runRefreshes();
        assertThat(this.target.calls).hasValue(2);
        assertThat(this.target.context.get().hasKey("tenant")).isFalse();
    }

    @Test
    void contextWithAnAccessorReachesARefreshToo() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        ContextRegistry contexts = ContextRegistry.getInstance();
        contexts.registerThreadLocalAccessor("tenant", tenant);
        try {
            this.orders.order("a").block(SOON);
            this.context.advance(Duration.ofMinutes(11));
            this.orders.order("a").contextWrite((own) -> own.put("tenant", "acme").put("other", "any")).block(SOON);
            this.context.runRefreshes();
        }
        finally {
            contexts.removeThreadLocalAccessor("tenant");
        }
        assertThat(this.target.calls).hasValue(2);
        assertThat(this.target.context.get().<String>get("tenant")).isEqualTo("acme");
        assertThat(this.target.context.get().hasKey("other")).isFalse();
    }

    @Test
    void loadThatAsksForItsOwnKeyIsFoundOutOnAnyThread() {
        this.target.source = (id) -> Mono.delay(Duration.ofMillis(1)).flatMap((tick) -> this.orders.order(id));
        assertThat(CallResults.failure(this.orders.order("a").toFuture())).isInstanceOf(RecursiveLoadException.class);
    }

    @Test
    void theLastSubscriberToCancelCancelsTheLoad() {
        AtomicBoolean cancelled = new AtomicBoolean();
        this.target.source = (id) -> Mono.<String>never().doOnCancel(() -> cancelled.set(true));
        Disposable first = this.orders.order("a").subscribe();
        await().until(() -> this.target.context.get() != null);
        Disposable second = this.orders.order("a").subscribe();
        this.context.awaitFollowers(1);
        first.dispose();
        this.context.awaitFollowers(1);
        assertThat(cancelled).isFalse();
        second.dispose();
        await().untilTrue(cancelled);
        this.target.source = Mono::just;
        assertThat(this.orders.order("a").block(SOON)).isEqualTo("a");
    }

}
