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

package io.github.stampedesafe.test.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What every {@link LeaseProvider} does. An implementation extends this class, returns
 * its providers as {@code new BlockingLeases(provider)}, with no lease at the beginning
 * of a test, and passes all tests.
 */
public abstract class LeaseProviderContract {

    protected static final CacheKey KEY = new CacheKey("totals", "DE");

    protected static final Duration LONG = Duration.ofMinutes(1);

    /** Returns a provider, the same one on each call. */
    protected abstract BlockingLeases provider();

    /** Returns the provider of another instance of the application. */
    protected abstract BlockingLeases otherInstance();

    /** Makes the lease of the key end as if its time were up. */
    protected abstract void letLapse(CacheKey key);

    /** Drops the lease of the key, as a put or evict does. */
    protected abstract void drop(CacheKey key);

    /** Returns how long the lease of the key has left; zero if nobody has it. */
    protected abstract Duration left(CacheKey key);

    @Test
    void aFreeLeaseIsTakenForTheTimeAskedFor() {
        assertThat(provider().tryAcquire(KEY, LONG)).isNotNull();
        assertThat(left(KEY)).isBetween(LONG.minusSeconds(10), LONG);
    }

    @Test
    void aTakenLeaseIsRefusedToAnotherInstance() {
        acquire(provider(), KEY);
        assertThat(otherInstance().tryAcquire(KEY, LONG)).isNull();
    }

    @Test
    void aTakenLeaseIsRefusedToTheThreadThatHasIt() {
        acquire(provider(), KEY);
        assertThat(provider().tryAcquire(KEY, LONG)).isNull();
    }

    @Test
    void aRefusedAttemptDoesNotProlongTheLease() {
        provider().tryAcquire(KEY, LONG);
        provider().tryAcquire(KEY, LONG.multipliedBy(60));
        assertThat(left(KEY)).isLessThanOrEqualTo(LONG);
    }

    @Test
    void keysAndCachesHaveTheirOwnLeases() {
        acquire(provider(), KEY);
        acquire(provider(), new CacheKey(KEY.cache(), "FR"));
        acquire(provider(), new CacheKey("orders", KEY.text()));
    }

    @Test
    void aReleasedLeaseCanBeTakenAgain() {
        acquire(provider(), KEY).release();
        awaitAcquired(otherInstance(), KEY);
    }

    @Test
    void aLapsedLeaseCanBeTakenAgain() {
        acquire(provider(), KEY);
        letLapse(KEY);
        acquire(otherInstance(), KEY);
    }

    @Test
    void aDroppedLeaseCanBeTakenAgain() {
        acquire(provider(), KEY);
        drop(KEY);
        acquire(otherInstance(), KEY);
    }

    @Test
    void extendingProlongsTheLease() {
        Lease lease = acquire(provider(), KEY);
        assertThat(extend(lease, LONG.multipliedBy(10))).isTrue();
        assertThat(left(KEY)).isGreaterThan(LONG.multipliedBy(9));
    }

    @Test
    void aLapsedLeaseIsNotExtended() {
        Lease lease = acquire(provider(), KEY);
        letLapse(KEY);
        assertThat(extend(lease, LONG)).isFalse();
        assertThat(left(KEY)).isZero();
    }

    @Test
    void aDroppedLeaseIsNotExtended() {
        Lease lease = acquire(provider(), KEY);
        drop(KEY);
        assertThat(extend(lease, LONG)).isFalse();
        assertThat(left(KEY)).isZero();
    }

    @Test
    void aReleasedLeaseIsNotExtended() {
        Lease lease = acquire(provider(), KEY);
        lease.release();
        await().until(() -> left(KEY).isZero());
        assertThat(extend(lease, LONG)).isFalse();
    }

    @Test
    void whoLostTheLeaseCannotProlongItForItsNewHolder() {
        Lease lost = acquire(provider(), KEY);
        drop(KEY);
        acquire(provider(), KEY);
        assertThat(extend(lost, LONG.multipliedBy(10))).isFalse();
        assertThat(left(KEY)).isLessThanOrEqualTo(LONG);
    }

    @Test
    void whoLostTheLeaseCannotReleaseItForItsNewHolder() {
        Lease lost = acquire(provider(), KEY);
        drop(KEY);
        Lease held = acquire(provider(), KEY);
        lost.release();
        lost.release();
        assertThat(extend(lost, LONG)).isFalse();
        assertThat(extend(held, LONG)).isTrue();
        assertThat(otherInstance().tryAcquire(KEY, LONG)).isNull();
    }

    @Test
    void ofManyCallersOneGetsTheLease() throws Exception {
        int callers = 16;
        CyclicBarrier barrier = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<CompletableFuture<@Nullable Lease>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                BlockingLeases provider = (i % 2 == 0) ? provider() : otherInstance();
                answers.add(CompletableFuture.supplyAsync(() -> acquireTogether(barrier, provider), threads));
            }
            assertThat(answers.stream().map(CompletableFuture::join).filter((lease) -> lease != null)).hasSize(1);
        }
        finally {
            threads.shutdownNow();
        }
    }

    /** Takes a lease that is free. */
    protected static Lease acquire(BlockingLeases provider, CacheKey key) {
        Lease lease = provider.tryAcquire(key, LONG);
        assertThat(lease).as("lease of %s", key).isNotNull();
        return lease;
    }

    /** Takes a lease that is about to be free. */
    protected static Lease awaitAcquired(BlockingLeases provider, CacheKey key) {
        return await().until(() -> provider.tryAcquire(key, LONG), (lease) -> lease != null);
    }

    /** Extends and waits for the answer. */
    protected static boolean extend(Lease lease, Duration life) {
        return lease.extend(life).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static @Nullable Lease acquireTogether(CyclicBarrier barrier, BlockingLeases provider) {
        try {
            barrier.await();
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
        return provider.tryAcquire(KEY, LONG);
    }

}
