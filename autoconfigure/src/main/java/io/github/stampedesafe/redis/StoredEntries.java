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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Stages;

/**
 * Reads what is stored under the names of a key. Bytes that this release cannot read, and
 * values that are no strings, count as absent and are reported.
 */
final class StoredEntries {

    private final RedisAccess redis;

    private final ValueAccess values;

    private final KeyLayout keys;

    private final CacheListener listener;

    StoredEntries(RedisAccess redis, ValueAccess values, KeyLayout keys, CacheListener listener) {
        this.redis = redis;
        this.values = values;
        this.keys = keys;
        this.listener = listener;
    }

    /** Returns the entry of a key, and blocks for it; {@code null} if there is none. */
    @Nullable Entry get(CacheKey key) {
        byte[] stored = value(key, this.keys.entry(key));
        Entry entry = (stored != null) ? EntryCodec.read(stored) : null;
        if (stored != null && entry == null) {
            unreadable(key, this.keys.entry(key), size(stored));
        }
        return entry;
    }

    /** Returns the entry for readers of a shape, and blocks for it. */
    @Nullable Entry get(CacheKey key, long shape) {
        Entry entry = get(key);
        return (entry != null && entry.isForeignTo(shape)) ? ofShape(shape, value(key, this.keys.beside(key)), entry)
                : entry;
    }

    private byte @Nullable [] value(CacheKey key, String name) {
        try {
            return this.values.get(key, utf8(name));
        }
        catch (CacheUnavailableException ex) {
            if (!isOfAnotherType(ex)) {
                throw ex;
            }
            unreadable(key, name, "not a string");
            return null;
        }
    }

    /** Returns the entry for readers of a shape, without blocking. */
    CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return valueAsync(key, this.keys.entry(key)).thenCompose((stored) -> entry(key, stored, shape));
    }

    /** Returns the entries for readers of a shape, without blocking. */
    CompletionStage<Map<CacheKey, Entry>> getAllAsync(List<CacheKey> keys, long shape) {
        CompletionStage<Map<CacheKey, byte[]>> values = this.values.readsAllOf(keys.get(0).cache())
                ? this.values.getAllAsync(keys,
                        keys.stream().map((key) -> utf8(this.keys.entry(key))).toArray(byte[][]::new))
                : Stages.all(keys, (key) -> valueAsync(key, this.keys.entry(key)));
        return values.thenCompose((stored) -> Stages.all(keys, (key) -> entry(key, stored.get(key), shape)));
    }

    private CompletionStage<@Nullable Entry> entry(CacheKey key, byte @Nullable [] stored, long shape) {
        Entry entry = (stored != null) ? read(key, stored) : null;
        return (entry != null && entry.isForeignTo(shape)) ? orBesideAsync(key, entry, shape)
                : CompletableFuture.completedFuture(entry);
    }

    private CompletionStage<@Nullable Entry> orBesideAsync(CacheKey key, Entry entry, long shape) {
        return valueAsync(key, this.keys.beside(key)).thenApply((stored) -> ofShape(shape, stored, entry));
    }

    /** Returns the entry beside one of another shape, or else that one. */
    private static Entry ofShape(long shape, byte @Nullable [] stored, Entry otherwise) {
        Entry beside = (stored != null) ? EntryCodec.read(stored) : null;
        return (beside != null && beside.payload().shape() == shape) ? beside : otherwise;
    }

    private CompletionStage<byte @Nullable []> valueAsync(CacheKey key, String name) {
        return string(key, name, this.values.getAsync(key, utf8(name)));
    }

    /**
     * Returns what is remembered of a load that failed. What has no end is none, as for
     * the script that begins a load and removes it.
     */
    CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        String name = this.keys.failure(key);
        return string(key, name, this.redis.send("failure", key, (redis) -> ending(redis, utf8(name))))
            .thenApply((stored) -> {
                RememberedFailure failure = (stored != null)
                        ? FailureFormat.read(new String(stored, StandardCharsets.UTF_8)) : null;
                if (stored != null && failure == null) {
                    reportUnreadable(key, name, size(stored));
                }
                return failure;
            });
    }

    private static CompletionStage<byte @Nullable []> ending(Commands redis, byte[] name) {
        return redis.get(name)
            .<byte @Nullable []>thenCompose((stored) -> (stored != null)
                    ? redis.pTtl(name).<byte @Nullable []>thenApply((life) -> (life > 0) ? stored : null)
                    : CompletableFuture.<byte @Nullable []>completedFuture(null));
    }

    /** Returns the entry that a reply holds, {@code null} if it cannot be read. */
    @Nullable Entry read(CacheKey key, byte[] stored) {
        Entry entry = EntryCodec.read(stored);
        if (entry == null) {
            reportUnreadable(key, this.keys.entry(key), size(stored));
        }
        return entry;
    }

    private CompletionStage<byte @Nullable []> string(CacheKey key, String name,
            CompletionStage<byte @Nullable []> value) {
        return value.exceptionallyCompose((failure) -> {
            if (!isOfAnotherType(Stages.cause(failure))) {
                return CompletableFuture.failedFuture(failure);
            }
            reportUnreadable(key, name, "not a string");
            return CompletableFuture.completedFuture(null);
        });
    }

    private static boolean isOfAnotherType(Throwable failure) {
        return failure instanceof CacheUnavailableException && RedisAccess.isError(failure, "WRONGTYPE");
    }

    private static String size(byte[] stored) {
        return stored.length + " bytes";
    }

    /**
     * Reports on a thread of the common pool: this one may read replies from Redis, and
     * listeners are the application's.
     */
    private void reportUnreadable(CacheKey key, String name, String what) {
        var unused = CompletableFuture.runAsync(() -> unreadable(key, name, what));
    }

    private void unreadable(CacheKey key, String name, String what) {
        this.listener.onEvent(new Unreadable(key, new PayloadException(
                "Redis key '%s' holds nothing that this release can read (%s). It counts as absent and is replaced."
                    .formatted(name, what),
                null)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
