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

package io.github.stampedesafe.redisson;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.test.contract.BlockingLeases;
import io.github.stampedesafe.test.contract.LeaseProviderContract;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What holds of leases by Redisson while Redis does not answer. */
abstract class RedissonOutageContract extends LeaseProviderContract {

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static RedisProcess redis;

    RedissonClient client;

    private RedissonClient otherClient;

    BlockingLeases provider;

    BlockingLeases otherInstance;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void connect() {
        this.client = Redisson.create(config());
        this.otherClient = Redisson.create(config());
        this.provider = provider(this.client);
        this.otherInstance = provider(this.otherClient);
        this.client.getKeys().flushall();
    }

    @AfterEach
    void disconnect() {
        redis.thaw();
        this.client.shutdown();
        this.otherClient.shutdown();
    }

    @Override
    protected BlockingLeases provider() {
        return this.provider;
    }

    @Override
    protected BlockingLeases otherInstance() {
        return this.otherInstance;
    }

    @Test
    void whoLeadsIsNotKnownWhileRedisDoesNotAnswer() {
        acquire(this.otherInstance, KEY);
        redis.freeze();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> this.provider.leader(KEY))
            .satisfies((ex) -> assertThat(ex.reason()).isEqualTo(CacheUnavailableException.Reason.UNANSWERED));
    }

    @Test
    void aFrozenServerIsAnErrorWithinTheTimeoutAndLeavesNoLeaseBehind() {
        acquire(provider(), new CacheKey("warm", "up"));
        redis.freeze();
        long start = System.nanoTime();
        assertThatExceptionOfType(CacheUnavailableException.class)
            .isThrownBy(() -> provider().tryAcquire(KEY, Duration.ofHours(1)))
            .withMessageMatching("(No answer of %1$s within 2000 ms to the request for the lease of key 'DE' of cache "
                .formatted(place())
                    + "'totals')|(The request to %1$s for the lease of key 'DE' of cache 'totals' failed: .+)"
                        .formatted(place()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(3));
        redis.thaw();
        awaitAcquired(otherInstance(), KEY);
    }

    @Test
    void aServerThatWasFrozenBeforeTheFirstUseIsAnErrorWithinTheTimeout() {
        redis.freeze();
        RedissonClient late = Redisson.create(config());
        try {
            BlockingLeases lateProvider = provider(late);
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                assertThatExceptionOfType(CacheUnavailableException.class)
                    .isThrownBy(() -> lateProvider.tryAcquire(KEY, LONG));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
            }
            redis.thaw();
            awaitWorking(lateProvider);
        }
        finally {
            late.shutdown();
        }
    }

    @Test
    void connectingToManyFrozenNodesDoesNotKeepACallerLonger() {
        redis.freeze();
        Config config = lazy();
        String address = "redis://" + redis.host() + ":" + redis.port();
        config.useClusterServers().addNodeAddress(address, address, address, address).setConnectTimeout(500);
        RedissonClient late = Redisson.create(config);
        try {
            long start = System.nanoTime();
            assertThatExceptionOfType(CacheUnavailableException.class)
                .isThrownBy(() -> provider(late).tryAcquire(KEY, LONG))
                .withMessage(
                        ("No answer of the Redis cluster at %1$s, %1$s, %1$s, %1$s within 2000 ms to the request for "
                                + "the lease of key 'DE' of cache 'totals'")
                            .formatted(redis.host() + ":" + redis.port()));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
        }
        finally {
            redis.thaw();
            late.shutdown();
        }
    }

    @Test
    void aDeadServerIsAnErrorAndNotALeaseThatSomebodyHas() {
        try (RedisProcess mortal = RedisProcess.start()) {
            mortal.kill();
            RedissonClient late = Redisson.create(config(mortal));
            try {
                BlockingLeases lateProvider = provider(late);
                assertThatExceptionOfType(CacheUnavailableException.class)
                    .isThrownBy(() -> lateProvider.tryAcquire(KEY, LONG))
                    .withMessageStartingWith(
                            ("The request to Redis at %s:%d for the lease of key 'DE' of cache 'totals' failed: "
                                    + "Connection refused")
                                .formatted(mortal.host(), mortal.port()));
                mortal.restart();
                Lease lease = awaitWorking(lateProvider);
                mortal.kill();
                assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> extend(lease, LONG))
                    .havingCause()
                    .isInstanceOf(CacheUnavailableException.class)
                    .withMessage("The lease of key 'awaited' of cache 'totals' could not be extended");
                lease.release();
                assertThatExceptionOfType(CacheUnavailableException.class)
                    .isThrownBy(() -> lateProvider.tryAcquire(KEY, LONG));
            }
            finally {
                late.shutdown();
            }
        }
    }

    @Test
    void anInterruptedCallerKeepsItsFlagAndLeavesNoLeaseBehind() {
        acquire(provider(), new CacheKey("warm", "up"));
        redis.freeze();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> provider().tryAcquire(KEY, LONG))
            .withMessage("Interrupted while waiting for an answer");
        assertThat(Thread.interrupted()).isTrue();
        redis.thaw();
        awaitAcquired(otherInstance(), KEY);
    }

    @Test
    void aCancelledRequestLeavesNoLeaseBehind() {
        acquire(provider(), new CacheKey("warm", "up"));
        redis.freeze();
        assertThat(provider().leases().tryAcquire(KEY, LONG).toCompletableFuture().cancel(false)).isTrue();
        redis.thaw();
        awaitAcquired(otherInstance(), KEY);
    }

    @Test
    void aFrozenServerBlocksNoCaller() {
        acquire(provider(), new CacheKey("warm", "up"));
        redis.freeze();
        long start = System.nanoTime();
        List<CompletableFuture<@Nullable Lease>> leases = IntStream.range(0, 1_000)
            .mapToObj((i) -> provider().leases().tryAcquire(new CacheKey("totals", "key " + i), LONG))
            .map(CompletionStage::toCompletableFuture)
            .toList();
        CompletableFuture<@Nullable String> leader = provider().leases().leader(KEY).toCompletableFuture();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT);
        assertThat(leases).allMatch((lease) -> !lease.isDone());
        assertThat(leader).failsWithin(TIMEOUT.multipliedBy(3))
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(CacheUnavailableException.class);
        assertThat(leases).allSatisfy((lease) -> assertThat(lease).failsWithin(TIMEOUT.multipliedBy(3))
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(CacheUnavailableException.class));
    }

    @Test
    void aTimeoutShorterThanTheClientsOwnStillTakesTheLeaseBack() {
        acquire(provider(), new CacheKey("warm", "up"));
        BlockingLeases hasty = provider(this.client, Duration.ofNanos(1));
        redis.freeze();
        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> hasty.tryAcquire(KEY, LONG))
            .withMessage("No answer of %s within 0 ms to the request for the lease of key 'DE' of cache 'totals'"
                .formatted(place()))
            .withCauseInstanceOf(TimeoutException.class);
        redis.thaw();
        awaitAcquired(otherInstance(), KEY);
    }

    private static String place() {
        return "Redis at " + redis.host() + ":" + redis.port();
    }

    private static Lease awaitWorking(BlockingLeases provider) {
        return await().ignoreExceptionsInstanceOf(CacheUnavailableException.class)
            .until(() -> provider.tryAcquire(new CacheKey("totals", "awaited"), LONG), (lease) -> lease != null);
    }

    private static BlockingLeases provider(RedissonClient client) {
        return provider(client, TIMEOUT);
    }

    private static BlockingLeases provider(RedissonClient client, Duration timeout) {
        return new BlockingLeases(new RedissonLeaseProvider(client, RedissonOutageContract::name, timeout));
    }

    static String name(CacheKey key) {
        return "shop:{" + key.cache() + ":" + key.text() + "}:lease";
    }

    private static Config config() {
        return config(redis);
    }

    private static Config config(RedisProcess server) {
        Config config = lazy();
        int timeout = (int) TIMEOUT.toMillis();
        config.useSingleServer()
            .setAddress("redis://" + server.host() + ":" + server.port())
            .setTimeout(timeout)
            .setConnectTimeout(timeout)
            .setRetryAttempts(0)
            .setConnectionMinimumIdleSize(1)
            .setConnectionPoolSize(8)
            .setSubscriptionConnectionPoolSize(1);
        return config;
    }

    private static Config lazy() {
        return new Config().setLazyInitialization(true).setThreads(2).setNettyThreads(2);
    }

}
