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

package io.github.stampedesafe.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Stages;

/**
 * Sends values over one of two connections. Commands and replies of one connection follow
 * each other, so a small value would wait for a large one in front of it. Large values go
 * over the bulk connection, all else over the common one.
 * <p>
 * The size of a value that is written is known. The size of one that is read is not: in a
 * cache in which a large value was seen, the first 64 KB of a value not known to be large
 * are asked for, and the whole of it over the bulk connection if there is more. Only the
 * first large value of a cache that an instance reads before it has written one goes over
 * the common connection.
 */
final class ValueAccess {

    private final RedisAccess common;

    private final RedisAccess bulk;

    private final boolean isDivided;

    private final LargeKeys large = new LargeKeys();

    /**
     * Creates the access.
     * @param common connection of small values
     * @param bulk connection of large values, the same if there is only one
     */
    ValueAccess(RedisAccess common, RedisAccess bulk) {
        this.common = common;
        this.bulk = bulk;
        this.isDivided = common != bulk;
    }

    /**
     * Reads a string, and blocks for it.
     * @param key key of the cache
     * @param name key of Redis
     * @return {@code null} if there is none
     */
    byte @Nullable [] get(CacheKey key, byte[] name) {
        if (!this.large.isSeenIn(key.cache())) {
            return noted(key, this.common.ask("get", key, (redis) -> redis.stringCommands().get(name)));
        }
        if (!this.large.isLarge(key)) {
            byte[] front = this.common.ask("get", key,
                    (redis) -> redis.stringCommands().getRange(name, 0, LargeKeys.LIMIT));
            if (isWhole(front)) {
                return unlessEmpty(front);
            }
        }
        try {
            return noted(key, this.bulk.ask("get", key, (redis) -> redis.stringCommands().get(name)));
        }
        catch (CacheUnavailableException ex) {
            if (!RedisAccess.isUnconnected(ex)) {
                throw ex;
            }
            return noted(key, this.common.ask("get", key, (redis) -> redis.stringCommands().get(name)));
        }
    }

    /** Reads a string as {@link #get} does, without blocking. */
    CompletionStage<byte @Nullable []> getAsync(CacheKey key, byte[] name) {
        if (!this.large.isSeenIn(key.cache())) {
            return this.common.send("get", key, (redis) -> redis.get(name)).thenApply((value) -> noted(key, value));
        }
        if (this.large.isLarge(key)) {
            return getWhole(key, name);
        }
        return this.common.send("get", key, (redis) -> redis.getRange(name, 0, LargeKeys.LIMIT))
            .thenCompose((front) -> isWhole(front) ? CompletableFuture.completedFuture(unlessEmpty(front))
                    : getWhole(key, name));
    }

    /**
     * Whether {@link #getAllAsync} reads strings of a cache: no large value was seen in
     * it.
     */
    boolean readsAllOf(String cache) {
        return !this.large.isSeenIn(cache);
    }

    /**
     * Reads several strings of one cache by one {@code MGET}, without blocking. The
     * driver sends one for each slot of a cluster.
     * @param keys keys of the cache
     * @param names keys of Redis, in the same order
     * @return the strings, without those that are not there or are of another type
     */
    CompletionStage<Map<CacheKey, byte[]>> getAllAsync(List<CacheKey> keys, byte[][] names) {
        return this.common.send("mget", keys.get(0).cache(), (redis) -> redis.mGet(names)).thenApply((values) -> {
            Map<CacheKey, byte[]> found = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                byte[] value = noted(keys.get(i), values.get(i));
                if (value != null) {
                    found.put(keys.get(i), value);
                }
            }
            return found;
        });
    }

    private CompletionStage<byte @Nullable []> getWhole(CacheKey key, byte[] name) {
        return sendBulk("get", key, (redis) -> redis.get(name)).thenApply((value) -> noted(key, value));
    }

    private static boolean isWhole(byte @Nullable [] front) {
        return front == null || !LargeKeys.isLarge(front.length);
    }

    private static byte @Nullable [] unlessEmpty(byte @Nullable [] front) {
        return (front != null && front.length > 0) ? front : null;
    }

    /**
     * Sends a command with a value that is stored only under a fence.
     * @param bytes size of the value
     */
    <T> CompletionStage<T> publish(CacheKey key, int bytes, Function<Commands, CompletionStage<T>> command) {
        if (!this.isDivided || !LargeKeys.isLarge(bytes)) {
            return this.common.send("publish", key, command);
        }
        this.large.observe(key, bytes);
        return sendBulk("publish", key, command);
    }

    /**
     * Sends a change. A large put may be on its way to Redis after its caller gave it up,
     * and even after it failed. Later changes of its key follow it over the same
     * connection, so that it cannot overwrite them.
     * @param bytes size of the value, 0 for none
     */
    <T> CompletionStage<T> change(String operation, CacheKey key, int bytes,
            Function<Commands, CompletionStage<T>> command) {
        if (!this.isDivided || !LargeKeys.isLarge(bytes)) {
            return this.large.isUnderWay(key) ? sendBulk(operation, key, command)
                    : this.common.send(operation, key, command);
        }
        this.large.observe(key, bytes);
        this.large.sent(key);
        return sendBulk(operation, key, command).whenComplete((done, failure) -> {
            if (failure != null && isUnknown(Stages.cause(failure))) {
                this.large.doubt(key);
            }
            this.large.arrived(key);
        });
    }

    private static boolean isUnknown(Throwable failure) {
        return !(failure instanceof CacheUnavailableException unavailable) || unavailable.reason() != Reason.REFUSED;
    }

    private byte @Nullable [] noted(CacheKey key, byte @Nullable [] value) {
        if (this.isDivided) {
            this.large.observe(key, (value != null) ? value.length : 0);
        }
        return value;
    }

    /**
     * A server that has no second connection for this instance may have the first one.
     */
    private <T extends @Nullable Object> CompletionStage<T> sendBulk(String operation, CacheKey key,
            Function<Commands, CompletionStage<T>> question) {
        return this.bulk.send(operation, key, question)
            .exceptionallyCompose((failure) -> Stages.cause(failure) instanceof CacheUnavailableException unavailable
                    && RedisAccess.isUnconnected(unavailable) ? this.common.send(operation, key, question)
                            : CompletableFuture.failedFuture(failure));
    }

}
