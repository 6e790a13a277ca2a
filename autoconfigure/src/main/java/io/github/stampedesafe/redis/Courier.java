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

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Brings questions to Redis. A stage fails with what Spring Data throws, or with an
 * illegal state if the connection factory was shut down.
 */
interface Courier {

    /**
     * Sends the commands of a question over one connection.
     * @param question sends them; called once more after each {@code TRYAGAIN}, see
     * {@link MovingSlot}
     */
    <T> CompletionStage<T> ask(Function<Commands, CompletionStage<T>> question);

    /**
     * Asks a question over one connection, and blocks for the answer.
     * @param question asks one command at a time, without pipeline and transaction; the
     * connection may serve others at the same time
     */
    <T> @Nullable T askAndWait(Function<RedisConnection, @Nullable T> question);

    /**
     * Returns the courier for a connection factory: without blocking if it is Lettuce's
     * and its connection is shared, on the caller's thread if not.
     * @param factory where Redis is
     * @param retryTime how long to ask again about a slot that a cluster is moving
     */
    static Courier of(RedisConnectionFactory factory, Duration retryTime) {
        boolean isLettuce = ClassUtils.isPresent("io.lettuce.core.RedisClient", Courier.class.getClassLoader());
        return (isLettuce && LettuceCourier.serves(factory)) ? LettuceCourier.of(factory, retryTime)
                : new BlockingCourier(factory, retryTime);
    }

}
