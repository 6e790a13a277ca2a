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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * One owner of one lock, with an id that no other attempt has. Nothing here blocks.
 * <p>
 * Redisson keeps a lock as a hash with one field, {@code <client id>:<owner id>}, which
 * lives as long as the lock. Unlocking through {@code RLock} would also write a latch key
 * and publish to a channel, both outside the key prefix and both for threads that queue
 * on the lock. Nobody does: deleting the hash is enough, in one command instead of two,
 * and with no right beyond the prefix.
 */
final class LockOwner {

    private static final String EXTEND = "if redis.call('hexists', KEYS[1], ARGV[1]) == 1 then "
            + "return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0";

    private static final String UNLOCK = "if redis.call('hexists', KEYS[1], ARGV[1]) == 1 then "
            + "return redis.call('del', KEYS[1]) end return 0";

    /**
     * Removes what is no lock of ours: another type, or a hash that would never end.
     */
    private static final String HEAL = "local found = redis.pcall('hexists', KEYS[1], ARGV[1]) "
            + "if type(found) == 'table' and string.find(found.err, 'WRONGTYPE') or found ~= 1 "
            + "and redis.call('pttl', KEYS[1]) == -1 then return redis.call('del', KEYS[1]) end return 0";

    private final RedissonClient client;

    private final String lock;

    private final long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

    LockOwner(RedissonClient client, String lock) {
        this.client = client;
        this.lock = lock;
    }

    /** Returns the id of the client that has a lock, {@code null} if none has. */
    static CompletionStage<@Nullable String> instance(RedissonClient client, String lock) {
        return client.<String, String>getMap(lock, StringCodec.INSTANCE)
            .readAllKeySetAsync()
            .handle((fields, failure) -> {
                if (failure != null && !isWrongType(failure)) {
                    throw new CompletionException(failure);
                }
                return (failure == null) ? fields.stream().findFirst().map(LockOwner::instanceOf).orElse(null) : null;
            });
    }

    private static String instanceOf(String field) {
        return field.substring(0, Math.max(0, field.lastIndexOf(':')));
    }

    /**
     * Takes the lock if it is free. With no time to wait, Redisson answers {@code false}
     * for nothing else than a lock somebody has: errors that it turns into {@code false}
     * happen while it waits.
     * <p>
     * What somebody else stored in the lock's place is removed: another type of value
     * before the lock is taken, a hash without an end for the next attempt.
     */
    CompletionStage<Boolean> tryLock(Duration life) {
        return take(life)
            .exceptionallyCompose((failure) -> isWrongType(failure) ? heal().thenCompose((healed) -> take(life))
                    : CompletableFuture.failedFuture(failure))
            .whenComplete((taken, failure) -> {
                if (failure == null && !taken) {
                    heal();
                }
            });
    }

    private CompletionStage<Boolean> take(Duration life) {
        return this.client.getLock(this.lock).tryLockAsync(0, millis(life), TimeUnit.MILLISECONDS, this.id);
    }

    /** Sets the time the lock has left, if this owner has it. */
    CompletionStage<Boolean> extend(Duration life) {
        return run(EXTEND, field(), String.valueOf(millis(life)));
    }

    /** Gives the lock back, if this owner has it. */
    CompletionStage<Boolean> unlock() {
        return run(UNLOCK, field());
    }

    private CompletionStage<Boolean> heal() {
        return run(HEAL, field());
    }

    private static boolean isWrongType(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains("WRONGTYPE")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the field that the lock's hash has while this owner has it. */
    String field() {
        return this.client.getId() + ":" + this.id;
    }

    private CompletionStage<Boolean> run(String script, Object... values) {
        try {
            return this.client.getScript(StringCodec.INSTANCE)
                .<Boolean>evalAsync(RScript.Mode.READ_WRITE, script, RScript.ReturnType.BOOLEAN, List.of(this.lock),
                        values);
        }
        catch (RuntimeException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private static long millis(Duration life) {
        return Math.max(1, life.toMillis());
    }

}
