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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.ReturnType;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.CacheListener;
import io.github.stampedesafe.core.CacheUnavailableException;
import io.github.stampedesafe.core.Entry;
import io.github.stampedesafe.core.EntryStore;
import io.github.stampedesafe.core.Fill;
import io.github.stampedesafe.core.PayloadException;

/**
 * Entries as Redis strings. A {@code get} is one {@code GET}; everything else is one
 * script, which takes the time from Redis and touches keys of one hash slot only. Each
 * method waits for at most the command timeout of the connection factory.
 * <p>
 * Bytes under the name of an entry that this release cannot read count as absent, are
 * reported as {@link CacheListener#unreadable} and are replaced by the next load.
 */
public final class RedisEntryStore implements EntryStore {

    private static final Script BEGIN = Script.load("begin.lua", ReturnType.MULTI, 2);

    private static final Script PUBLISH = Script.load("publish.lua", ReturnType.INTEGER, 2);

    private static final Script ABANDON = Script.load("abandon.lua", ReturnType.INTEGER, 2);

    private static final Script PUT = Script.load("put.lua", ReturnType.INTEGER, 3);

    private static final Script EVICT = Script.load("evict.lua", ReturnType.INTEGER, 3);

    private static final Script EXPIRE = Script.load("expire.lua", ReturnType.INTEGER, 3);

    private static final Script CLEAR = Script.load("clear.lua", ReturnType.INTEGER, 1);

    /** About 142,000 years: Redis refuses times that overflow. */
    private static final Duration MAX_LIFE = Duration.ofMillis(1L << 52);

    private final RedisAccess redis;

    private final KeyLayout keys;

    private final CacheListener listener;

    private final byte[] channel;

    /**
     * Creates the store. It does not connect yet.
     * @param connectionFactory where Redis is, and how long to wait for it
     * @param keys how things are named
     * @param listener hears of entries that cannot be read
     */
    public RedisEntryStore(RedisConnectionFactory connectionFactory, KeyLayout keys, CacheListener listener) {
        this.redis = new RedisAccess(connectionFactory);
        this.keys = keys;
        this.listener = listener;
        this.channel = utf8(keys.signals());
    }

    @Override
    public @Nullable Entry get(CacheKey key) {
        try {
            byte[] stored = this.redis.ask("get", key, (redis) -> redis.stringCommands().get(entry(key)));
            return (stored != null) ? read(key, stored) : null;
        }
        catch (CacheUnavailableException ex) {
            if (!RedisAccess.isError(ex, "WRONGTYPE")) {
                throw ex;
            }
            unreadable(key, "not a string");
            return null;
        }
    }

    @Override
    public Begin begin(CacheKey key, @Nullable Entry seen, String token, Duration fenceLife) {
        byte[] header = (seen != null) ? EntryCodec.header(seen) : new byte[0];
        List<?> reply = this.redis.ask("begin", key, (redis) -> BEGIN.<List<?>>run(redis.scriptingCommands(),
                entry(key), fence(key), header, utf8(token), millis(fenceLife)));
        Objects.requireNonNull(reply);
        if (reply.get(1) instanceof byte[] stored) {
            return new Begin.Changed((stored.length > 0) ? read(key, stored) : null);
        }
        return new Begin.Started(Instant.ofEpochMilli((Long) reply.get(1)));
    }

    @Override
    public boolean publish(CacheKey key, String token, Instant loadStart, Fill fill) {
        return isDone(this.redis.ask("publish", key,
                (redis) -> PUBLISH.run(redis.scriptingCommands(), entry(key), fence(key), millis(fill.fresh()),
                        millis(fill.kept()), flags(fill), cost(fill), packed(fill.version()), fill.payload().bytes(),
                        packed(loadStart.toEpochMilli()), utf8(token), this.channel, utf8(SignalFormat.filled(key)))));
    }

    @Override
    public boolean abandon(CacheKey key, String token) {
        return isDone(this.redis.ask("abandon", key, (redis) -> ABANDON.run(redis.scriptingCommands(), fence(key),
                lease(key), utf8(token), this.channel, utf8(SignalFormat.failed(key)))));
    }

    @Override
    public void put(CacheKey key, Fill fill) {
        this.redis.ask("put", key,
                (redis) -> PUT.run(redis.scriptingCommands(), entry(key), fence(key), lease(key), millis(fill.fresh()),
                        millis(fill.kept()), flags(fill), cost(fill), packed(fill.version()), fill.payload().bytes(),
                        this.channel, utf8(SignalFormat.evicted(key))));
    }

    @Override
    public void evict(CacheKey key) {
        this.redis.ask("evict", key, (redis) -> EVICT.run(redis.scriptingCommands(), entry(key), fence(key), lease(key),
                this.channel, utf8(SignalFormat.evicted(key))));
    }

    @Override
    public void expire(CacheKey key) {
        this.redis.ask("expire", key, (redis) -> EXPIRE.run(redis.scriptingCommands(), entry(key), fence(key),
                lease(key), this.channel, utf8(SignalFormat.evicted(key))));
    }

    @Override
    public Instant clear(String cache) {
        Long at = this.redis.ask("clear", cache, (redis) -> CLEAR.<Long>run(redis.scriptingCommands(),
                utf8(this.keys.cleared(cache)), this.channel, utf8(SignalFormat.clearedAt(cache))));
        return Instant.ofEpochMilli(Objects.requireNonNull(at));
    }

    @Override
    public Map<String, Instant> clearedAt(Set<String> caches) {
        List<String> names = List.copyOf(caches);
        byte[][] marks = names.stream().map((cache) -> utf8(this.keys.cleared(cache))).toArray(byte[][]::new);
        List<byte[]> found = this.redis.ask("clearedAt", String.join(", ", names),
                (redis) -> redis.stringCommands().mGet(marks));
        Map<String, Instant> clearedAt = new HashMap<>();
        for (int i = 0; found != null && i < found.size(); i++) {
            byte @Nullable [] mark = found.get(i); // null for a cache that was never
                                                   // cleared
            String text = (mark != null) ? new String(mark, StandardCharsets.UTF_8) : "";
            if (text.matches("[0-9]{1,15}")) {
                clearedAt.put(names.get(i), Instant.ofEpochMilli(Long.parseLong(text)));
            }
        }
        return clearedAt;
    }

    private @Nullable Entry read(CacheKey key, byte[] stored) {
        Entry entry = EntryCodec.read(stored);
        if (entry == null) {
            unreadable(key, stored.length + " bytes");
        }
        return entry;
    }

    private void unreadable(CacheKey key, String what) {
        this.listener.unreadable(key, new PayloadException(
                "Redis key '%s' holds no entry that this release can read (%s). It counts as absent and is replaced."
                    .formatted(this.keys.entry(key), what),
                null));
    }

    private byte[] entry(CacheKey key) {
        return utf8(this.keys.entry(key));
    }

    private byte[] fence(CacheKey key) {
        return utf8(this.keys.fence(key));
    }

    private byte[] lease(CacheKey key) {
        return utf8(this.keys.lease(key));
    }

    private static boolean isDone(@Nullable Long reply) {
        return reply != null && reply == 1;
    }

    private static byte[] flags(Fill fill) {
        return new byte[] { EntryCodec.flags(fill.payload()) };
    }

    private static byte[] cost(Fill fill) {
        return packed(EntryCodec.micros(fill.cost()));
    }

    private static byte[] packed(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** Whole milliseconds, rounded up: Redis refuses a life of none. */
    private static byte[] millis(Duration life) {
        Duration bounded = (life.compareTo(MAX_LIFE) < 0) ? life : MAX_LIFE;
        return utf8(Long.toString(bounded.plusNanos(999_999).toMillis()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
