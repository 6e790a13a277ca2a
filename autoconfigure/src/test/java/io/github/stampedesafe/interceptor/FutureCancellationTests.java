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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static io.github.stampedesafe.interceptor.CallResults.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Callers that cancel the future of a cached method. */
class FutureCancellationTests {

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

        @StampedeSafeCacheable(cacheName = "outer")
        @StampedeSafeCacheable(cacheName = "inner")
        public @Nullable CompletableFuture<@Nullable String> twice(String id) {
            return load(id);
        }

    }

    /** A future with work behind it that ends when it is cancelled. */
    static final class Work extends CompletableFuture<@Nullable String> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return super.cancel(mayInterruptIfRunning);
        }

    }

    private final CacheContext context = CacheContext.of(Orders.class);

    private final Orders orders = this.context.bean(Orders.class);

    private final Orders target = CacheContext.target(this.orders);

    @Test
    void callerThatCancelsLeavesTheOthers() throws Exception {
        CompletableFuture<@Nullable String> load = pending();
        CompletableFuture<@Nullable String> leader = this.orders.order("a");
        awaitLoads(1);
        CompletableFuture<@Nullable String> leaving = this.orders.order("a");
        CompletableFuture<@Nullable String> staying = this.orders.order("a");
        this.context.awaitFollowers(2);
        assertThat(leaving.cancel(true)).isTrue();
        this.context.awaitFollowers(1);
        assertThat(leader.cancel(true)).isTrue();
        assertThat(leader).isCancelled();
        load.complete("value");
        assertThat(value(staying)).isEqualTo("value");
        assertThat(this.target.loads).hasValue(1);
    }

    @Test
    void workThatCanBeCancelledIsWhenAllHaveLeft() throws Exception {
        Work work = new Work();
        this.target.source = (id) -> work;
        CompletableFuture<@Nullable String> leader = this.orders.order("a");
        awaitLoads(1);
        CompletableFuture<@Nullable String> follower = this.orders.order("a");
        this.context.awaitFollowers(1);
        leader.cancel(true);
        assertThat(work).isNotDone();
        var unused = follower.orTimeout(1, TimeUnit.NANOSECONDS);
        await().until(work::isCancelled);
        this.context.awaitNothingUnderWay();
        this.target.source = CompletableFuture::completedFuture;
        assertThat(value(this.orders.order("a"))).isEqualTo("a");
        assertThat(this.context.instance.listener().count("loadFailed")).isZero();
    }

    @Test
    void workThatCannotBeCancelledIsStored() throws Exception {
        CompletableFuture<@Nullable String> load = pending();
        CompletableFuture<@Nullable String> call = this.orders.order("a");
        awaitLoads(1);
        call.cancel(true);
        CompletableFuture<@Nullable String> later = this.orders.order("a");
        this.context.awaitFollowers(1);
        assertThat(load).isNotDone();
        load.complete("value");
        assertThat(value(later)).isEqualTo("value");
        assertThat(this.target.loads).hasValue(1);
    }

    @Test
    void cancelOfAnOuterCallCancelsTheInner() throws Exception {
        Work work = new Work();
        this.target.source = (id) -> work;
        CompletableFuture<@Nullable String> call = this.orders.twice("a");
        awaitLoads(1);
        call.cancel(true);
        await().until(work::isCancelled);
        this.context.awaitNothingUnderWay();
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
