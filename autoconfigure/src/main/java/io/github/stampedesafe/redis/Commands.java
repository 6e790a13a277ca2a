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
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.ReturnType;

/**
 * The commands of the store on one connection. A stage fails with what Spring Data makes
 * of the driver's exception.
 */
interface Commands {

    CompletionStage<byte @Nullable []> get(byte[] key);

    CompletionStage<byte @Nullable []> getRange(byte[] key, long first, long last);

    /**
     * Returns how long a key has left, in ms; negative if it does not exist or has no
     * end.
     */
    CompletionStage<Long> pTtl(byte[] key);

    /** Returns a value for each key, in their order; {@code null} for none. */
    CompletionStage<List<byte @Nullable []>> mGet(byte[][] keys);

    @SuppressWarnings("TypeParameterUnusedInFormals") // as the drivers' methods
    <T> CompletionStage<T> evalSha(String digest, ReturnType type, byte[][] keys, byte[][] arguments);

    @SuppressWarnings("TypeParameterUnusedInFormals") // as the drivers' methods
    <T> CompletionStage<T> eval(byte[] source, ReturnType type, byte[][] keys, byte[][] arguments);

}
