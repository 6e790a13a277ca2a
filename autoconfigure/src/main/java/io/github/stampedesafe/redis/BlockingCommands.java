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

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.ReturnType;

import io.github.stampedesafe.store.Stages;

/** Commands of any driver, carried out on the caller's thread. */
final class BlockingCommands implements Commands {

    private final RedisConnection connection;

    BlockingCommands(RedisConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<byte @Nullable []> get(byte[] key) {
        return Stages.blocking(() -> this.connection.stringCommands().get(key));
    }

    @Override
    public CompletionStage<byte @Nullable []> getRange(byte[] key, long first, long last) {
        return Stages.blocking(() -> this.connection.stringCommands().getRange(key, first, last));
    }

    @Override
    public CompletionStage<Long> pTtl(byte[] key) {
        return answer(() -> this.connection.keyCommands().pTtl(key));
    }

    @Override
    public CompletionStage<List<byte @Nullable []>> mGet(byte[][] keys) {
        return answer(() -> this.connection.stringCommands().mGet(keys));
    }

    @Override
    public <T> CompletionStage<T> evalSha(String digest, ReturnType type, byte[][] keys, byte[][] arguments) {
        return answer(
                () -> this.connection.scriptingCommands().evalSha(digest, type, keys.length, all(keys, arguments)));
    }

    @Override
    public <T> CompletionStage<T> eval(byte[] source, ReturnType type, byte[][] keys, byte[][] arguments) {
        return answer(() -> this.connection.scriptingCommands().eval(source, type, keys.length, all(keys, arguments)));
    }

    private static <T> CompletionStage<T> answer(Supplier<@Nullable T> command) {
        return Stages.blocking(() -> Objects.requireNonNull(command.get()));
    }

    private static byte[][] all(byte[][] keys, byte[][] arguments) {
        return Stream.of(keys, arguments).flatMap(Stream::of).toArray(byte[][]::new);
    }

}
