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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.interceptor.BulkFutureTests.Catalogue;
import io.github.stampedesafe.interceptor.BulkFutureTests.Product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Calls for several ids through futures that wait for each other. */
class BulkFutureSharingTests {

    /** A future with work behind it that ends when it is cancelled. */
    static final class Work extends CompletableFuture<@Nullable Map<Long, Product>> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return super.cancel(mayInterruptIfRunning);
        }

    }

    private final CacheContext context = CacheContext.of(Catalogue.class);

    private final Catalogue catalogue = this.context.bean(Catalogue.class);

    private final Catalogue target = CacheContext.target(this.catalogue);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void aCallerMayChangeItsIdsMeanwhile() throws Exception {
        List<Long> ids = new ArrayList<>(List.of(1L, 2L));
        CompletableFuture<@Nullable Map<Long, Product>> pending = pending(CompletableFuture::new);
        CompletableFuture<@Nullable Map<Long, Product>> call = this.catalogue.products(ids);
        ids.clear();
        awaitCalls(1);
        pending.complete(Map.of(1L, Product.of(1), 2L, Product.of(2)));
        assertThat(CallResults.value(call)).containsOnlyKeys(1L, 2L);
    }

    @Test
    void idsThatAnotherCallLoadsAreJoined() throws Exception {
        CompletableFuture<@Nullable Map<Long, Product>> pending = pending(CompletableFuture::new);
        CompletableFuture<@Nullable Map<Long, Product>> first = this.catalogue.products(List.of(1L, 2L));
        awaitCalls(1);
        this.target.source = CompletableFuture::completedFuture;
        CompletableFuture<@Nullable Map<Long, Product>> second = this.catalogue.products(List.of(2L, 3L));
        awaitCalls(2);
        assertThat(this.target.given).containsExactly(List.of(1L, 2L), List.of(3L));
        assertThat(second).isNotDone();
        pending.complete(Map.of(1L, Product.of(1), 2L, Product.of(2)));
        assertThat(CallResults.value(first)).containsOnlyKeys(1L, 2L);
        assertThat(CallResults.value(second)).containsOnlyKeys(2L, 3L);
    }

    @Test
    void whatTheMethodFailsWithReachesAllCallersAsItIs() throws Exception {
        IOException failure = new IOException("down");
        CompletableFuture<@Nullable Map<Long, Product>> pending = pending(CompletableFuture::new);
        this.target.source = (found) -> pending.thenApply(Function.identity());
        CompletableFuture<?> first = this.catalogue.products(List.of(1L, 2L));
        awaitCalls(1);
        CompletableFuture<?> second = this.catalogue.product(2);
        awaitFollowers(1);
        pending.completeExceptionally(failure);
        assertThat(CallResults.failure(first)).isSameAs(failure);
        assertThat(CallResults.failure(second)).isSameAs(failure);
        assertThat(this.target.given).hasSize(1);
    }

    @Test
    void aCallerThatLeavesEndsALoadThatNobodyElseWaitsFor() {
        CompletableFuture<@Nullable Map<Long, Product>> work = pending(Work::new);
        CompletableFuture<?> first = this.catalogue.products(List.of(1L, 2L));
        awaitCalls(1);
        CompletableFuture<?> second = this.catalogue.products(List.of(2L));
        awaitFollowers(1);
        first.cancel(true);
        second.cancel(true);
        await().until(work::isCancelled);
    }

    @Test
    void aMethodThatAsksForAnIdOfItsOwnCallIsFoundOut() {
        this.target.source = (found) -> CompletableFuture.completedFuture(found)
            .thenCompose((same) -> this.catalogue.products(List.of(2L, 7L)));
        assertThat(CallResults.failure(this.catalogue.products(List.of(1L, 2L))))
            .isInstanceOf(RecursiveLoadException.class);
    }

    private CompletableFuture<@Nullable Map<Long, Product>> pending(
            Supplier<CompletableFuture<@Nullable Map<Long, Product>>> made) {
        CompletableFuture<@Nullable Map<Long, Product>> pending = made.get();
        this.target.source = (found) -> pending;
        return pending;
    }

    private void awaitCalls(int calls) {
        await().until(() -> this.target.given.size() == calls);
    }

    private void awaitFollowers(int followers) {
        await().until(() -> this.context.instance.engine()
            .inProgress()
            .flights()
            .stream()
            .mapToInt((flight) -> flight.followers())
            .sum() == followers);
    }

}
