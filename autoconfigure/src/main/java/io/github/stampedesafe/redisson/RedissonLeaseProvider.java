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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisTimeoutException;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.AnswerWait;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;

/**
 * Leases as Redisson locks. Every attempt is an owner of its own, so that a lease belongs
 * to no thread and is never reentrant; it always ends at an explicit time, so that
 * Redisson's watchdog never runs. Nobody queues on the lock.
 * <p>
 * A lease is asked for on the caller's thread, which waits for at most the given time.
 * Whatever goes wrong is a {@link CacheUnavailableException}; an attempt whose outcome is
 * unknown is taken back in the background, and ends by itself after the life it asked
 * for. May be used from any thread except Redisson's own ones, which must not wait for
 * Redisson.
 */
public final class RedissonLeaseProvider implements LeaseProvider {

    private static final Pattern REFUSAL = Pattern
        .compile("(ERR|MISCONF|NOPERM|NOREPLICAS|NOSCRIPT|OOM|READONLY|TRYAGAIN|WRONGTYPE) ");

    private final RedissonClient client;

    private final Function<CacheKey, String> lockName;

    private final Duration timeout;

    private final AnswerWait wait = new AnswerWait(System::nanoTime);

    private final FirstConnection connection;

    private final String server;

    /**
     * Creates the provider. Connects to nothing yet.
     * @param client the client; its own timeouts should be several times the given one,
     * because after a pause of this process they end before the replies that wait are
     * read
     * @param lockName name of the Redis key of a key's lock
     * @param timeout how long a caller listens for an answer; positive
     */
    public RedissonLeaseProvider(RedissonClient client, Function<CacheKey, String> lockName, Duration timeout) {
        this.client = client;
        this.lockName = lockName;
        this.timeout = timeout;
        this.connection = new FirstConnection(client);
        this.server = LeaseServer.of(client.getConfig());
    }

    /**
     * Begins to connect, if the client was told to do so on first use only, so that the
     * first caller need not wait for it. Does not block.
     */
    public void connect() {
        this.connection.established();
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        return Stages.blocking(() -> acquire(key, life));
    }

    private @Nullable Lease acquire(CacheKey key, Duration life) {
        refuseRedissonThread(key);
        LockOwner owner = new LockOwner(this.client, this.lockName.apply(key));
        CompletableFuture<Boolean> answer = this.connection.established()
            .thenCompose((connected) -> owner.tryLock(life))
            .toCompletableFuture();
        try {
            return await(key, answer) ? new RedissonLease(key, owner) : null;
        }
        catch (CacheUnavailableException ex) {
            takeBack(owner, answer);
            throw ex;
        }
    }

    @Override
    public CompletionStage<@Nullable String> leader(CacheKey key) {
        return Stages.blocking(() -> askLeader(key).orElse(null));
    }

    private Optional<String> askLeader(CacheKey key) {
        refuseRedissonThread(key);
        return await(key,
                this.connection.established()
                    .thenCompose((connected) -> LockOwner.instance(this.client, this.lockName.apply(key)))
                    .thenApply(Optional::ofNullable)
                    .toCompletableFuture());
    }

    @Override
    public String instance() {
        return this.client.getId();
    }

    private <T> T await(CacheKey key, CompletableFuture<T> answer) {
        try {
            if (!this.wait.await(answer, this.timeout)) {
                throw new CacheUnavailableException(
                        "No answer of %s within %d ms to the request for the lease of key '%s' of cache '%s'".formatted(
                                this.server, this.timeout.toMillis(), key.text(), key.cache()),
                        new TimeoutException());
            }
            return answer.get();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new CacheUnavailableException(Reason.GIVEN_UP,
                    "Interrupted while asking for the lease of key '%s' of cache '%s'".formatted(key.text(),
                            key.cache()),
                    ex);
        }
        catch (ExecutionException ex) {
            throw new CacheUnavailableException(isRefusal(ex.getCause()) ? Reason.REFUSED : Reason.UNANSWERED,
                    "The request to %s for the lease of key '%s' of cache '%s' failed: %s".formatted(this.server,
                            key.text(), key.cache(), reason(ex.getCause())),
                    ex.getCause());
        }
    }

    /**
     * A request that timed out here may still be carried out by a server that was only
     * slow.
     */
    private void takeBack(LockOwner owner, CompletionStage<Boolean> answer) {
        answer.whenComplete((acquired, failure) -> {
            if (this.connection.isEstablished() && (failure != null || acquired)) {
                owner.unlock();
            }
        });
    }

    /** The driver hides behind "unable to connect" what Redis said. */
    private static String reason(@Nullable Throwable failure) {
        String reason = "unknown";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
        }
        return reason.split("[.] channel: |\\. command: ", 2)[0];
    }

    /**
     * Whether Redis refused this one command. Errors that every command gets count as no
     * answer, as it is with the store.
     */
    private static boolean isRefusal(@Nullable Throwable failure) {
        if (failure instanceof RedisReadonlyException || failure instanceof RedisOutOfMemoryException) {
            return true;
        }
        String message = (failure instanceof RedisException && !(failure instanceof RedisConnectionException)
                && !(failure instanceof RedisTimeoutException)) ? failure.getMessage() : null;
        return message != null && REFUSAL.matcher(message).lookingAt();
    }

    private static void refuseRedissonThread(CacheKey key) {
        String thread = Thread.currentThread().getName();
        if (thread.startsWith("redisson-netty")) {
            throw new IllegalStateException(("Key '%s' of cache '%s' is asked for on Redisson's own thread '%s', which "
                    + "would wait for itself. Hand the call to another thread, such as with 'thenApplyAsync'.")
                .formatted(PrintableText.of(key.text()), key.cache(), thread));
        }
    }

}
