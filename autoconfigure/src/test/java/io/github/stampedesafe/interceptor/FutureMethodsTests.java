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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static io.github.stampedesafe.interceptor.CallResults.failure;
import static io.github.stampedesafe.interceptor.CallResults.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** Cached methods that return futures. */
class FutureMethodsTests {

    static class Orders {

        final AtomicInteger loads = new AtomicInteger();

        volatile Function<String, @Nullable CompletableFuture<@Nullable String>> source = CompletableFuture::completedFuture;

        @Nullable CompletableFuture<@Nullable String> load(String id) {
            this.loads.incrementAndGet();
            return this.source.apply(id);
        }

        @StampedeSafeCacheable(cacheName = "orders", staleWhileRevalidate = "1h", jitter = 0, beta = 0)
        public @Nullable CompletableFuture<@Nullable String> order(String id) {
            return load(id);
        }

        @StampedeSafeCacheable(cacheName = "stages")
        public @Nullable CompletionStage<@Nullable String> stage(String id) {
            return load(id);
        }

        @StampedeSafeCacheable(cacheName = "optionals")
        public CompletableFuture<Optional<String>> optional(String id) {
            this.loads.incrementAndGet();
            return CompletableFuture.completedFuture(Optional.ofNullable(id.isEmpty() ? null : id));
        }

        @StampedeSafeCacheable(cacheName = "some", condition = "#id != 'never'", unless = "#result == 'unworthy'",
                version = "#result.length()")
        public @Nullable CompletableFuture<@Nullable String> some(String id) {
            return load(id);
        }

        @StampedeSafeCacheable(cacheName = "outer")
        @StampedeSafeCacheable(cacheName = "inner")
        public @Nullable CompletableFuture<@Nullable String> twice(String id) {
            return load(id);
        }

        @StampedeSafeCacheable("keys")
        public CompletableFuture<String> keyed(Object key) {
            return CompletableFuture.completedFuture("any");
        }

        @StampedeSafeCacheable("results")
        @StampedeSafeCacheEvict(cacheName = "orders", key = "#result")
        public @Nullable CompletableFuture<@Nullable String> evictsOrder(String id) {
            return load(id);
        }

    }

    private final CacheContext context = CacheContext.of(Orders.class);

    private final Orders orders = this.context.bean(Orders.class);

    private final Orders target = CacheContext.target(this.orders);

    @Test
    void callersShareOneLoadAndTheNextIsServed() throws Exception {
        CompletableFuture<@Nullable String> load = pending();
        CompletableFuture<@Nullable String> first = this.orders.order("a");
        awaitLoads(1);
        CompletableFuture<@Nullable String> second = this.orders.order("a");
        this.context.awaitFollowers(1);
        assertThat(first).isNotDone();
        load.complete("value");
        assertThat(value(first)).isEqualTo("value");
        assertThat(value(second)).isEqualTo("value");
        assertThat(value(this.orders.order("a"))).isEqualTo("value");
        assertThat(value(this.orders.stage("a"))).isEqualTo("value");
        assertThat(this.target.loads).hasValue(2);
        assertThat(this.context.codecTypes).contains(String.class).doesNotContain(CompletableFuture.class);
    }

    @Test
    void failureIsTheMethodsOwn() throws Exception {
        IOException thrown = new IOException("down");
        CompletableFuture<@Nullable String> load = pending((own) -> own.thenApply(Function.identity()));
        CompletableFuture<@Nullable String> first = this.orders.order("a");
        awaitLoads(1);
        CompletableFuture<@Nullable String> second = this.orders.order("a");
        this.context.awaitFollowers(1);
        load.completeExceptionally(thrown);
        for (CompletableFuture<@Nullable String> call : List.of(first, second)) {
            assertThat(call.handle((value, failure) -> failure).get(30, TimeUnit.SECONDS)).isSameAs(thrown);
            assertThat(catchThrowable(call::get)).isInstanceOf(ExecutionException.class).cause().isSameAs(thrown);
            assertThat(catchThrowable(call::join)).isInstanceOf(CompletionException.class).cause().isSameAs(thrown);
        }
        assertThat(this.target.loads).hasValue(1);
    }

    @Test
    void whatTheMethodThrowsFailsTheFuture() {
        IllegalStateException thrown = new IllegalStateException("at once");
        this.target.source = (id) -> {
            throw thrown;
        };
        assertThat(failure(this.orders.order("a"))).isSameAs(thrown);
        this.target.source = (id) -> null;
        assertThat(failure(this.orders.order("a"))).isInstanceOf(IllegalStateException.class)
            .hasMessage("Orders.order(String) returned null instead of something that brings a value later");
    }

    @Test
    void keyThatCannotBeMadeFailsTheFuture() {
        assertThat(failure(this.orders.keyed(new Object()))).isInstanceOf(UnsupportedKeyException.class);
    }

    @Test
    void nullAndOptionalAreCachedAsOfPlainMethods() throws Exception {
        this.target.source = (id) -> CompletableFuture.completedFuture(null);
        assertThat(value(this.orders.order("a"))).isNull();
        assertThat(value(this.orders.order("a"))).isNull();
        assertThat(this.target.loads).hasValue(1);
        assertThat(value(this.orders.optional("b"))).contains("b");
        assertThat(value(this.orders.optional("b"))).contains("b");
        assertThat(value(this.orders.optional(""))).isEmpty();
        assertThat(value(this.orders.optional(""))).isEmpty();
        assertThat(this.target.loads).hasValue(3);
    }

    @Test
    void conditionAndUnlessDecideAsOfPlainMethods() throws Exception {
        for (String id : new String[] { "never", "unworthy", "worthy" }) {
            assertThat(value(this.orders.some(id))).isEqualTo(id);
            assertThat(value(this.orders.some(id))).isEqualTo(id);
        }
        assertThat(this.target.loads).hasValue(5);
        assertThat(this.context.keys()).containsExactly("some:worthy");
    }

    @Test
    void theInnerCacheIsAskedWhereTheOuterHasNothing() throws Exception {
        assertThat(value(this.orders.twice("a"))).isEqualTo("a");
        assertThat(this.context.keys()).containsExactly("inner:a", "outer:a");
        this.context.instance.clear("outer");
        assertThat(value(this.orders.twice("a"))).isEqualTo("a");
        assertThat(this.target.loads).hasValue(1);
    }

    @Test
    void evictBesideACachedValueUsesTheResultAndIsDoneWhenTheFutureIs() throws Exception {
        assertThat(value(this.orders.order("a"))).isEqualTo("a");
        assertThat(value(this.orders.evictsOrder("a"))).isEqualTo("a");
        assertThat(this.context.keys()).containsExactly("results:a");
    }

    @Test
    void loadThatAsksForItsOwnKeyIsFoundOutAlsoInALaterStage() {
        this.target.source = (id) -> this.orders.order(id);
        assertThat(failure(this.orders.order("a"))).isInstanceOf(RecursiveLoadException.class);
        this.target.source = (id) -> id.equals("b") ? this.orders.order("c").thenCompose((c) -> this.orders.order("b"))
                : CompletableFuture.completedFuture(id);
        assertThat(failure(this.orders.order("b"))).isInstanceOf(RecursiveLoadException.class);
    }

    @Test
    void staleValueIsServedAndRefreshedInTheBackground() throws Exception {
        assertThat(value(this.orders.order("a"))).isEqualTo("a");
        this.context.advance(Duration.ofMinutes(11));
        this.target.source = (id) -> CompletableFuture.supplyAsync(() -> "new");
        assertThat(value(this.orders.order("a"))).isEqualTo("a");
        this.context.runRefreshes();
        assertThat(value(this.orders.order("a"))).isEqualTo("new");
        assertThat(this.target.loads).hasValue(2);
    }

    private CompletableFuture<@Nullable String> pending() {
        return pending(Function.identity());
    }

    private CompletableFuture<@Nullable String> pending(
            Function<CompletableFuture<@Nullable String>, CompletableFuture<@Nullable String>> mapping) {
        CompletableFuture<@Nullable String> load = new CompletableFuture<>();
        this.target.source = (id) -> mapping.apply(load);
        return load;
    }

    private void awaitLoads(int loads) {
        await().until(() -> this.target.loads.get() == loads);
    }

}
