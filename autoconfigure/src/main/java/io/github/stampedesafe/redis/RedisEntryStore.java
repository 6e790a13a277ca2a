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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.RememberedFailure;
import io.github.stampedesafe.store.Tombstone;

/**
 * Entries as Redis strings. A {@code get} is one {@code GET}, of a large value at most
 * two commands; everything else is one script, which takes the time from Redis and
 * touches keys of one hash slot only.
 * <p>
 * {@code get} waits for at most the command timeout of the connection factory. All else
 * is sent by Lettuce's asynchronous commands and returns at once; a stage completes
 * within that timeout for each of its commands, at most three, on the thread that reads
 * from the connection. With another driver, or a Lettuce factory whose connection is not
 * shared or is tested before each use, an operation blocks its caller and returns a
 * completed stage.
 * <p>
 * Bytes under the name of an entry that this release cannot read count as absent, are
 * reported as {@link Unreadable} and are replaced by the next load.
 */
public final class RedisEntryStore implements EntryStore {

    private static final Script BEGIN = Script.load("begin.lua", ReturnType.MULTI, 5);

    private static final Script PUBLISH = Script.load("publish.lua", ReturnType.INTEGER, 4);

    private static final Script ABANDON = Script.load("abandon.lua", ReturnType.INTEGER, 3);

    private static final Script PUT = Script.load("put.lua", ReturnType.INTEGER, 5);

    private static final Script REPLACE = Script.load("replace.lua", ReturnType.INTEGER, 5);

    private static final Script EVICT = Script.load("evict.lua", ReturnType.INTEGER, 5);

    private static final Script TOMBSTONE = Script.load("tombstone.lua", ReturnType.INTEGER, 5);

    private static final Script EXPIRE = Script.load("expire.lua", ReturnType.INTEGER, 5);

    private final RedisAccess redis;

    private final ValueAccess values;

    private final StoredEntries entries;

    private final RedisMarks marks;

    private final KeyLayout keys;

    private final byte[] channel;

    /**
     * Creates a store with one connection for all values. It never asks again about a
     * slot that a cluster is moving.
     * @param connectionFactory where Redis is, and how long to wait for it
     * @param keys how things are named
     * @param listener hears of entries that cannot be read
     */
    public RedisEntryStore(RedisConnectionFactory connectionFactory, KeyLayout keys, CacheListener listener) {
        this(connectionFactory, connectionFactory, keys, listener, Duration.ZERO);
    }

    /**
     * Creates the store. It does not connect yet.
     * @param connectionFactory where Redis is, and how long to wait for it
     * @param bulk connection of values above 64 KB, to the same Redis; the same factory
     * if there is one connection for all values
     * @param keys how things are named
     * @param listener hears of entries that cannot be read
     * @param retryTime how long a command waits for a slot that a cluster is moving, zero
     * for not at all
     */
    public RedisEntryStore(RedisConnectionFactory connectionFactory, RedisConnectionFactory bulk, KeyLayout keys,
            CacheListener listener, Duration retryTime) {
        this.redis = new RedisAccess(connectionFactory, retryTime);
        this.values = new ValueAccess(this.redis,
                bulk.equals(connectionFactory) ? this.redis : new RedisAccess(bulk, retryTime));
        this.entries = new StoredEntries(this.redis, this.values, keys, listener);
        this.marks = new RedisMarks(this.redis, keys);
        this.keys = keys;
        this.channel = utf8(keys.signals());
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        return this.entries.get(key);
    }

    /** A second {@code GET}, only while an entry of another shape is there. */
    @Override
    public @Nullable Entry get(CacheKey key, long shape) {
        return this.entries.get(key, shape);
    }

    @Override
    public CompletionStage<@Nullable Entry> getAsync(CacheKey key, long shape) {
        return this.entries.getAsync(key, shape);
    }

    /** One {@code MGET}; in a cache of large values, two commands a key at most. */
    @Override
    public CompletionStage<Map<CacheKey, Entry>> getAllAsync(List<CacheKey> keys, long shape) {
        return this.entries.getAllAsync(keys, shape);
    }

    @Override
    public CompletionStage<Begin> begin(CacheKey key, @Nullable Entry seen, Claim claim) {
        KeyNames names = names(key);
        return this.redis
            .send("begin", key,
                    (redis) -> BEGIN.<List<?>>run(redis, names.entry(), names.fence(), names.lease(), names.failure(),
                            names.beside(), header(seen), utf8(claim.token()), NewEntryBytes.millis(claim.life()),
                            holder(claim), utf8(claim.heedsFailures() ? "1" : "0"), NewEntryBytes.packed(claim.shape()),
                            utf8(String.valueOf(LargeKeys.LIMIT))))
            .thenCompose((reply) -> begun(key, claim, (Long) reply.get(0), reply.get(1)));
    }

    private CompletionStage<Begin> begun(CacheKey key, Claim claim, Long kind, Object what) {
        if (kind == 4) {
            return getAsync(key, claim.shape()).thenApply(Begin.Changed::new);
        }
        return CompletableFuture.completedFuture(switch (kind.intValue()) {
            case 0 -> new Begin.Changed((((byte[]) what).length > 0) ? this.entries.read(key, (byte[]) what) : null);
            case 1 -> new Begin.Started(Instant.ofEpochMilli((Long) what));
            case 2 -> new Begin.Lost();
            default -> new Begin.Failed(Objects.requireNonNull(FailureFormat.read(text((byte[]) what))));
        });
    }

    @Override
    public CompletionStage<Published> publish(CacheKey key, Claim claim, Instant loadStart, NewEntry newEntry) {
        KeyNames names = names(key);
        byte[][] value = NewEntryBytes.of(newEntry);
        return this.values
            .publish(key, newEntry.payload().bytes().length,
                    (redis) -> PUBLISH.<Long>run(redis, names.entry(), names.fence(), names.lease(), names.beside(),
                            value[0], value[1], value[2], value[3], value[4], value[5], value[6],
                            NewEntryBytes.packed(loadStart.toEpochMilli()), utf8(claim.token()), holder(claim),
                            this.channel, utf8(SignalFormat.filled(key)), utf8(SignalFormat.failed(key))))
            .thenApply(
                    (reply) -> isDone(reply) ? Published.STORED : (reply == 2) ? Published.OLDER : Published.REFUSED);
    }

    @Override
    public CompletionStage<Boolean> abandon(CacheKey key, Claim claim) {
        return leave("abandon", key, claim, new byte[0], new byte[0]);
    }

    @Override
    public CompletionStage<Boolean> fail(CacheKey key, Claim claim, RememberedFailure failure, Duration life) {
        return leave("fail", key, claim, utf8(FailureFormat.write(failure)), NewEntryBytes.millis(life));
    }

    private CompletionStage<Boolean> leave(String operation, CacheKey key, Claim claim, byte[] failure, byte[] life) {
        KeyNames names = names(key);
        return this.redis
            .send(operation, key, (redis) -> ABANDON.<Long>run(redis, names.fence(), names.lease(), names.failure(),
                    utf8(claim.token()), holder(claim), this.channel, utf8(SignalFormat.failed(key)), failure, life))
            .thenApply(RedisEntryStore::isDone);
    }

    @Override
    public CompletionStage<@Nullable RememberedFailure> failure(CacheKey key) {
        return this.entries.failure(key);
    }

    @Override
    public CompletionStage<Boolean> put(CacheKey key, NewEntry newEntry) {
        return change("put", PUT, key, newEntry.payload().bytes().length, NewEntryBytes.of(newEntry));
    }

    @Override
    public CompletionStage<Boolean> replace(CacheKey key, @Nullable Entry seen, long shape, NewEntry newEntry) {
        byte[][] condition = { header(seen), NewEntryBytes.packed(shape) };
        byte[][] what = Stream.of(NewEntryBytes.of(newEntry), condition).flatMap(Arrays::stream).toArray(byte[][]::new);
        return change("replace", REPLACE, key, newEntry.payload().bytes().length, what);
    }

    @Override
    public CompletionStage<@Nullable Void> evict(CacheKey key) {
        return change("evict", EVICT, key, 0).thenApply((done) -> null);
    }

    @Override
    public CompletionStage<Boolean> evict(CacheKey key, Tombstone tombstone) {
        return change("evict", TOMBSTONE, key, 0, NewEntryBytes.packed(tombstone.version()),
                NewEntryBytes.millis(tombstone.life()));
    }

    @Override
    public CompletionStage<@Nullable Void> expire(CacheKey key) {
        return change("expire", EXPIRE, key, 0).thenApply((done) -> null);
    }

    /** Runs a script that changes a key and then signals that. */
    private CompletionStage<Boolean> change(String operation, Script script, CacheKey key, int bytes, byte[]... what) {
        KeyNames names = names(key);
        byte[][] front = { names.entry(), names.fence(), names.lease(), names.failure(), names.beside() };
        byte[][] end = { this.channel, utf8(SignalFormat.evicted(key)) };
        byte[][] all = Stream.of(front, what, end).flatMap(Arrays::stream).toArray(byte[][]::new);
        return this.values.change(operation, key, bytes, (redis) -> script.<Long>run(redis, all))
            .thenApply(RedisEntryStore::isDone);
    }

    @Override
    public CompletionStage<Long> clear(String cache, long known) {
        return this.marks.clear(cache, known);
    }

    @Override
    public CompletionStage<Long> expireAll(String cache, long known) {
        return this.marks.expireAll(cache, known);
    }

    @Override
    public CompletionStage<Map<String, Marks>> marks(Set<String> caches) {
        return this.marks.of(caches);
    }

    @Override
    public CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        return this.marks.restore(cache, marks);
    }

    private KeyNames names(CacheKey key) {
        return new KeyNames(this.keys, key);
    }

    private static byte[] header(@Nullable Entry seen) {
        return (seen != null) ? EntryCodec.header(seen) : new byte[0];
    }

    private static byte[] holder(Claim claim) {
        return utf8((claim.holder() != null) ? claim.holder() : "");
    }

    private static boolean isDone(Long reply) {
        return reply == 1;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
