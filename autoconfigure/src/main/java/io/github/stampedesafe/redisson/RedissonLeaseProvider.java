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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTimeoutException;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.AnswerTimer;
import io.github.stampedesafe.store.Delay;
import io.github.stampedesafe.store.FirstConnection;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.RefusalCodes;
import io.github.stampedesafe.store.Stages;

/**
 * Leases as Redisson locks. Every attempt is an owner of its own, so that a lease belongs
 * to no thread and is never reentrant; it always ends at an explicit time, so that
 * Redisson's watchdog never runs. Nobody queues on the lock.
 * <p>
 * Nothing here blocks. A stage completes within the given time of listening, mostly on a
 * thread of Redisson's. Whatever goes wrong is a {@link CacheUnavailableException}. A
 * request that was cancelled, or whose outcome is unknown, is taken back once it is
 * answered; its lease ends by itself after the life it asked for.
 */
public final class RedissonLeaseProvider implements LeaseProvider {

    private static final String NO_SCRIPT = "0".repeat(40);

    private final RedissonClient client;

    private final Function<CacheKey, String> lockName;

    private final Duration timeout;

    private final AnswerTimer timer;

    private final FirstConnection<Boolean> connection;

    private final String server;

    /**
     * Creates the provider. Connects to nothing yet.
     * @param client the client; its own timeouts should be several times the given one,
     * because after a pause of this process they end before the replies that wait are
     * read
     * @param lockName name of the Redis key of a key's lock
     * @param timeout how long to listen for an answer; positive
     */
    public RedissonLeaseProvider(RedissonClient client, Function<CacheKey, String> lockName, Duration timeout) {
        this.client = client;
        this.lockName = lockName;
        this.timeout = timeout;
        this.timer = new AnswerTimer(timeout, System::nanoTime, Delay.shared());
        this.connection = client.getConfig().isLazyInitialization()
                ? new FirstConnection<>(this::connectNow, RedissonLeaseProvider::onThreadOfItsOwn)
                : new FirstConnection<>(() -> true, Runnable::run);
        this.server = LeaseServer.of(client.getConfig());
    }

    /**
     * Begins to connect, if the client was told to do so on first use only, so that the
     * first caller need not wait for it. Does not block.
     */
    public void connect() {
        var unused = this.connection.established();
    }

    /** Any question connects, before it is sent; the answer does not matter. */
    private boolean connectNow() {
        var unused = this.client.getScript().scriptExistsAsync(new String[] { NO_SCRIPT });
        return true;
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        LockOwner owner = new LockOwner(this.client, this.lockName.apply(key));
        CompletableFuture<@Nullable Lease> lease = new CompletableFuture<>();
        ask(() -> owner.tryLock(life)).whenComplete((acquired, failure) -> {
            boolean isHeard = (failure != null) ? lease.completeExceptionally(failed(key, failure))
                    : lease.complete(acquired ? new RedissonLease(key, owner) : null);
            // A request that failed may still be carried out by a server that is slow.
            if (this.connection.isEstablished() && (failure != null || (acquired && !isHeard))) {
                owner.unlock();
            }
        });
        return limited(key, lease);
    }

    @Override
    public CompletionStage<@Nullable String> leader(CacheKey key) {
        CompletionStage<@Nullable String> leader = ask(() -> LockOwner.instance(this.client, this.lockName.apply(key)));
        return limited(key,
                leader.exceptionallyCompose((failure) -> CompletableFuture.failedFuture(failed(key, failure)))
                    .toCompletableFuture());
    }

    @Override
    public String instance() {
        return this.client.getId();
    }

    private <T extends @Nullable Object> CompletionStage<T> ask(Supplier<CompletionStage<T>> question) {
        return this.connection.established().thenCompose((connected) -> question.get());
    }

    private <T extends @Nullable Object> CompletionStage<T> limited(CacheKey key, CompletableFuture<T> answer) {
        if (!answer.isDone()) {
            this.timer.limit(answer, () -> unanswered(key));
        }
        return answer;
    }

    private CacheUnavailableException unanswered(CacheKey key) {
        return new CacheUnavailableException(
                "No answer of %s within %d ms to the request for the lease of key '%s' of cache '%s'"
                    .formatted(this.server, this.timeout.toMillis(), key.text(), key.cache()),
                new TimeoutException());
    }

    private CacheUnavailableException failed(CacheKey key, Throwable failure) {
        Throwable cause = Stages.cause(failure);
        return new CacheUnavailableException(isRefusal(cause) ? Reason.REFUSED : Reason.UNANSWERED,
                "The request to %s for the lease of key '%s' of cache '%s' failed: %s".formatted(this.server,
                        key.text(), key.cache(), reason(cause)),
                cause);
    }

    /** The driver hides behind "unable to connect" what Redis said. */
    private static String reason(Throwable failure) {
        String reason = "unknown";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
        }
        return reason.split("[.] channel: |\\. command: ", 2)[0];
    }

    /** Whether Redis refused this one command. */
    private static boolean isRefusal(Throwable failure) {
        boolean isAnswer = failure instanceof RedisException && !(failure instanceof RedisConnectionException)
                && !(failure instanceof RedisTimeoutException);
        return failure instanceof RedisReadonlyException || failure instanceof RedisOutOfMemoryException
                || (isAnswer && RefusalCodes.refuses(failure.getMessage()));
    }

    private static void onThreadOfItsOwn(Runnable attempt) {
        Thread thread = new Thread(null, attempt, "stampede-safe-redisson-connect", 0, false);
        thread.setContextClassLoader(RedissonLeaseProvider.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

}
