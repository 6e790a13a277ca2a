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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a load has of its caller: line by line the table of docs/asynchronous-methods.md.
 */
class SubscriberContextTests {

    private static final Duration SOON = Duration.ofSeconds(30);

    static class Orders {

        final List<String> users = new CopyOnWriteArrayList<>();

        final List<Boolean> transactions = new CopyOnWriteArrayList<>();

        @StampedeSafeCacheable(cacheName = "orders", staleWhileRevalidate = "1h", ttl = "1m", beta = 0)
        public Mono<String> order(String id) {
            Mono<String> user = ReactiveSecurityContextHolder.getContext()
                .map((security) -> security.getAuthentication().getName())
                .defaultIfEmpty("nobody");
            Mono<Boolean> transaction = TransactionSynchronizationManager.forCurrentTransaction()
                .map(TransactionSynchronizationManager::isActualTransactionActive)
                .onErrorReturn(false);
            return user.doOnNext(this.users::add).then(transaction).doOnNext(this.transactions::add).thenReturn(id);
        }

        @StampedeSafeCacheable("futures")
        public CompletableFuture<Boolean> isInTransaction(String id) {
            return CompletableFuture
                .completedFuture(org.springframework.transaction.support.TransactionSynchronizationManager
                    .isActualTransactionActive());
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
    void theSecurityContextReachesALoadAndARefresh() {
        Mono<@Nullable String> order = this.orders.order("a")
            .contextWrite(ReactiveSecurityContextHolder.withAuthentication(new TestingAuthenticationToken("ada", "")));
        order.block(SOON);
        this.context.advance(Duration.ofMinutes(2));
        order.block(SOON);
        this.context.runRefreshes();
        this.context.advance(Duration.ofMinutes(2));
        this.orders.order("a").block(SOON);
        this.context.runRefreshes();
        assertThat(this.target.users).containsExactly("ada", "ada", "nobody");
    }

    @Test
    void aReactiveTransactionReachesALoadAndNoRefresh() {
        TransactionalOperator transactions = TransactionalOperator
            .create(new ReactiveTransactionTests.Transactions(new ArrayList<>()));
        transactions.transactional(this.orders.order("a")).block(SOON);
        this.context.advance(Duration.ofMinutes(2));
        transactions.transactional(this.orders.order("a")).block(SOON);
        this.context.runRefreshes();
        assertThat(this.target.transactions).containsExactly(true, false);
    }

    @Test
    void aTransactionOfAThreadDoesNotReachTheLoadOfAFuture() {
        TransactionTemplate transactions = new TransactionTemplate(
                new TransactionalChangesTests.LoggingTransactions(new ArrayList<>()));
        CompletableFuture<Boolean> call = transactions.execute((status) -> this.orders.isInTransaction("a"));
        assertThat(call).succeedsWithin(SOON).isEqualTo(false);
    }

    @Test
    void theObservationOfASubscriberIsCurrentWhileItAsks() {
        ObservationRegistry registry = TestObservationRegistry.create();
        Observation subscriber = Observation.start("subscriber", registry);
        ReactorCall call = new ReactorCall(Context.of(ObservationThreadLocalAccessor.KEY, subscriber));
        assertThat(call.during(registry::getCurrentObservation)).isSameAs(subscriber);
        assertThat(registry.getCurrentObservation()).isNull();
        assertThat(((ReactorCall) call.detached()).view().isEmpty()).isTrue();
    }

}
