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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.ReturnType;

import io.github.stampedesafe.store.Marks;

/**
 * The marks of caches as Redis strings, each a decimal number. A new mark is Redis' time
 * in ms, or one more than the mark before if that is higher: so it grows whatever the
 * clock does, and a mark that Redis lost is not set a second time.
 */
final class RedisMarks {

    private static final Logger logger = LoggerFactory.getLogger(RedisMarks.class);

    private static final Script MARK = Script.load("mark.lua", ReturnType.INTEGER, 1);

    private static final Script RESTORE = Script.load("restore.lua", ReturnType.INTEGER, 1);

    private static final int DIGITS = Long.toString(Marks.MAX).length();

    private final RedisAccess redis;

    private final KeyLayout keys;

    private final byte[] channel;

    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

    RedisMarks(RedisAccess redis, KeyLayout keys) {
        this.redis = redis;
        this.keys = keys;
        this.channel = utf8(keys.signals());
    }

    CompletionStage<Long> clear(String cache, long known) {
        return mark("clear", cache, this.keys.cleared(cache), SignalFormat.clearedBy(cache), known);
    }

    CompletionStage<Long> expireAll(String cache, long known) {
        return mark("expireAll", cache, this.keys.expired(cache), SignalFormat.expiredBy(cache), known);
    }

    private CompletionStage<Long> mark(String operation, String cache, String mark, String message, long known) {
        return this.redis.send(operation, cache,
                (redis) -> MARK.run(redis, utf8(mark), this.channel, utf8(message), decimal(known)));
    }

    CompletionStage<Map<String, Marks>> of(Set<String> caches) {
        List<String> names = List.copyOf(caches);
        List<String> keys = names.stream()
            .flatMap((cache) -> Stream.of(this.keys.cleared(cache), this.keys.expired(cache)))
            .toList();
        byte[][] asked = keys.stream().map(RedisMarks::utf8).toArray(byte[][]::new);
        return this.redis.send("marks", String.join(", ", names), (redis) -> redis.mGet(asked))
            .thenApply((found) -> read(names, keys, found));
    }

    private Map<String, Marks> read(List<String> caches, List<String> keys, List<byte @Nullable []> found) {
        Map<String, Marks> marks = new HashMap<>();
        for (int i = 0; i < keys.size(); i += 2) {
            Marks both = new Marks(read(keys.get(i), found.get(i)), read(keys.get(i + 1), found.get(i + 1)));
            if (!both.equals(Marks.NONE)) {
                marks.put(caches.get(i / 2), both);
            }
        }
        return marks;
    }

    CompletionStage<@Nullable Void> restore(String cache, Marks marks) {
        CompletionStage<@Nullable Void> cleared = restore(cache, this.keys.cleared(cache), marks.cleared());
        return cleared.thenCompose((done) -> restore(cache, this.keys.expired(cache), marks.expired()));
    }

    private CompletionStage<@Nullable Void> restore(String cache, String mark, long number) {
        if (number <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        return this.redis.send("restore", cache, (redis) -> RESTORE.<Long>run(redis, utf8(mark), decimal(number)))
            .thenApply((restored) -> null);
    }

    /** Returns zero for no mark, and for anything else that is stored by its name. */
    private long read(String key, byte @Nullable [] stored) {
        long mark = (stored != null) ? number(new String(stored, StandardCharsets.UTF_8)) : 0;
        if (mark >= 0) {
            this.unreadable.remove(key);
            return mark;
        }
        if (stored != null && this.unreadable.add(key)) {
            logger.warn(("Redis key '%s' holds '%s', which is no mark of a cache. "
                    + "It is ignored, and replaced when the whole cache is next cleared or expired.")
                .formatted(key, PrintableBytes.of(stored)));
        }
        return 0;
    }

    /**
     * Returns the number that a text is.
     * @return the number, −1 if the text is none that a mark can be
     */
    static long number(String text) {
        boolean isDecimal = !text.isEmpty() && text.length() <= DIGITS
                && text.chars().allMatch((c) -> c >= '0' && c <= '9');
        long number = isDecimal ? Long.parseLong(text) : -1;
        return (number <= Marks.MAX) ? number : -1;
    }

    private static byte[] decimal(long number) {
        return utf8(Long.toString(number));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
