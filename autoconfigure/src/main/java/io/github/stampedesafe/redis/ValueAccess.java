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

import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;

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
     * Reads a string.
     * @param key key of the cache
     * @param name key of Redis
     * @return {@code null} if there is none
     */
    byte @Nullable [] get(CacheKey key, byte[] name) {
        if (!this.large.isSeenIn(key.cache())) {
            byte[] value = this.common.ask("get", key, (redis) -> redis.stringCommands().get(name));
            note(key, value);
            return value;
        }
        if (!this.large.isLarge(key)) {
            byte[] front = this.common.ask("get", key,
                    (redis) -> redis.stringCommands().getRange(name, 0, LargeKeys.LIMIT));
            if (front == null || !LargeKeys.isLarge(front.length)) {
                return (front != null && front.length > 0) ? front : null;
            }
        }
        byte[] value = askBulk("get", key, (redis) -> redis.stringCommands().get(name));
        note(key, value);
        return value;
    }

    /**
     * Sends a command with a value that is stored only under a fence.
     * @param bytes size of the value
     */
    <T> @Nullable T publish(CacheKey key, int bytes, Function<RedisConnection, @Nullable T> command) {
        if (!this.isDivided || !LargeKeys.isLarge(bytes)) {
            return this.common.ask("publish", key, command);
        }
        this.large.saw(key, bytes);
        return askBulk("publish", key, command);
    }

    /**
     * Sends a change. A large put that failed may still be on its way to Redis. Later
     * changes of its key follow it over the same connection, so that it cannot overwrite
     * them.
     * @param bytes size of the value, 0 for none
     */
    <T> @Nullable T change(String operation, CacheKey key, int bytes, Function<RedisConnection, @Nullable T> command) {
        boolean isLarge = this.isDivided && LargeKeys.isLarge(bytes);
        if (!isLarge && !this.large.isInDoubt(key)) {
            return this.common.ask(operation, key, command);
        }
        try {
            if (isLarge) {
                this.large.saw(key, bytes);
            }
            return askBulk(operation, key, command);
        }
        catch (CacheUnavailableException ex) {
            if (isLarge && ex.reason() != Reason.REFUSED) {
                this.large.doubt(key);
            }
            throw ex;
        }
    }

    private void note(CacheKey key, byte @Nullable [] value) {
        if (this.isDivided) {
            this.large.saw(key, (value != null) ? value.length : 0);
        }
    }

    /**
     * A server that has no second connection for this instance may have the first one.
     */
    private <T> @Nullable T askBulk(String operation, CacheKey key, Function<RedisConnection, @Nullable T> question) {
        try {
            return this.bulk.ask(operation, key, question);
        }
        catch (CacheUnavailableException ex) {
            if (!RedisAccess.isUnconnected(ex)) {
                throw ex;
            }
            return this.common.ask(operation, key, question);
        }
    }

}
