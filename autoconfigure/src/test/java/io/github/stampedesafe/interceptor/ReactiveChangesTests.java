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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Puts and evicts of methods that return reactive types. */
class ReactiveChangesTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    static class Orders {

        final AtomicInteger calls = new AtomicInteger();

        volatile Function<String, Mono<String>> source = Mono::just;

        volatile Flux<String> several = Flux.just("a", "b");

        @StampedeSafeCacheable("lists")
        public Flux<String> list(String id) {
            this.calls.incrementAndGet();
            return this.several;
        }

        @StampedeSafeCachePut(cacheName = "orders", key = "#id", unless = "#result == null")
        public Mono<String> save(String id) {
            this.calls.incrementAndGet();
            return Mono.defer(() -> this.source.apply(id));
        }

        @StampedeSafeCachePut(cacheName = "lists", key = "#id")
        public Flux<String> saveAll(String id) {
            return this.several;
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id")
        public Mono<Void> delete(String id) {
            return Mono.defer(() -> this.source.apply(id)).then();
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id")
        public Flux<String> deleteAndStream(String id) {
            return this.several;
        }

        @StampedeSafeCacheEvict(cacheName = "orders", key = "#id", beforeInvocation = true)
        public Mono<String> deleteBefore(String id) {
            return Mono.defer(() -> this.source.apply(id));
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
    void putAndEvictAreDoneWhenTheValueComes() {
        Mono<String> save = this.orders.save("a");
        assertThat(this.target.calls).hasValue(1);
        assertThat(this.context.keys()).isEmpty();
        assertThat(save.block(SOON)).isEqualTo("a");
        assertThat(this.context.keys()).containsExactly("orders:a");
        Mono<Void> delete = this.orders.delete("a");
        this.target.source = (id) -> Mono.error(new IOException("down"));
        assertThat(CallResults.failure(delete.toFuture())).isInstanceOf(IOException.class);
        assertThat(this.context.keys()).containsExactly("orders:a");
        this.target.source = Mono::just;
        delete.block(SOON);
        assertThat(this.context.keys()).isEmpty();
        this.target.source = (id) -> Mono.empty();
        assertThat(this.orders.save("a").block(SOON)).isNull();
        assertThat(this.context.keys()).isEmpty();
    }

    @Test
    void severalElementsArePutAsAListAndStreamedPastAnEvict() {
        assertThat(this.orders.saveAll("a").collectList().block(SOON)).containsExactly("a", "b");
        assertThat(this.orders.list("a").collectList().block(SOON)).containsExactly("a", "b");
        assertThat(this.target.calls).hasValue(0);
        this.orders.save("a").block(SOON);
        this.target.several = Flux.concat(Flux.just("a"), Flux.never());
        assertThat(this.orders.deleteAndStream("a").blockFirst(SOON)).isEqualTo("a");
        assertThat(this.context.keys()).containsExactly("lists:a", "orders:a");
        this.target.several = Flux.just("a");
        this.orders.deleteAndStream("a").blockLast(SOON);
        assertThat(this.context.keys()).containsExactly("lists:a");
    }

    @Test
    void evictBeforeTheMethodBelongsToEachSubscription() {
        this.orders.save("a").block(SOON);
        Mono<String> delete = this.orders.deleteBefore("a");
        assertThat(this.context.keys()).containsExactly("orders:a");
        this.target.source = (id) -> Mono.error(new IOException("down"));
        assertThat(CallResults.failure(delete.toFuture())).isInstanceOf(IOException.class);
        assertThat(this.context.keys()).isEmpty();
    }

}
