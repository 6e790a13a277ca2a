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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;

/**
 * Leases that are not asked for while nobody answers. Whether somebody does is found out
 * with a lease that nobody else wants, so that no caller waits for the end of it. Leases
 * that were taken are extended and given back as ever: nobody waits for that.
 */
final class GuardedLeaseProvider implements LeaseProvider {

    private static final CacheKey NOBODYS = new CacheKey("stampede-safe", "probe");

    private static final Duration SHORT = Duration.ofSeconds(1);

    private final LeaseProvider leases;

    private final Breaker breaker;

    GuardedLeaseProvider(LeaseProvider leases, Breaker breaker) {
        this.leases = leases;
        this.breaker = breaker;
    }

    /** Gives a lease back that arrives after its caller has cancelled the request. */
    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        CompletableFuture<@Nullable Lease> taken = new CompletableFuture<>();
        var unused = this.breaker.<@Nullable Lease>ask(this::probe, () -> this.leases.tryAcquire(key, life))
            .whenComplete((lease, failure) -> {
                if (failure != null) {
                    taken.completeExceptionally(failure);
                }
                else if (!taken.complete(lease) && lease != null) {
                    lease.release();
                }
            });
        return taken;
    }

    @Override
    public CompletionStage<@Nullable String> leader(CacheKey key) {
        return this.breaker.<@Nullable String>ask(this::probe, () -> this.leases.leader(key));
    }

    @Override
    public @Nullable String instance() {
        return this.leases.instance();
    }

    /** Asks no more until the probe is answered. */
    void unanswered(CacheUnavailableException failure) {
        this.breaker.open(this::probe, failure);
    }

    private CompletionStage<?> probe() {
        return this.leases.tryAcquire(NOBODYS, SHORT).thenAccept((lease) -> {
            if (lease != null) {
                lease.release();
            }
        });
    }

}
