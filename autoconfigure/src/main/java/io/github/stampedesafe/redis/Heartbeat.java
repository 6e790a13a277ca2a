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
import java.util.concurrent.ExecutionException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.store.AnswerWait;

/**
 * Asks whether a subscribed connection still answers. Only Lettuce can be asked: with
 * another driver it always does, and the driver has to notice by itself.
 */
final class Heartbeat {

    private static final boolean LETTUCE = ClassUtils.isPresent("io.lettuce.core.RedisClient",
            Heartbeat.class.getClassLoader());

    private Heartbeat() {
    }

    /** Whether the connection can be asked, so that its answer is one of Redis. */
    static boolean canAsk(RedisConnection connection) {
        return LETTUCE && Lettuce.canAsk(connection);
    }

    /** Waits for an answer, an error included, for at most so many milliseconds. */
    static boolean isAnswered(RedisConnection connection, long millis) throws InterruptedException {
        return !LETTUCE || Lettuce.isAnswered(connection, millis);
    }

    /** Loaded only where there is Lettuce. */
    private static final class Lettuce {

        static boolean canAsk(RedisConnection connection) {
            return connection.getNativeConnection() instanceof RedisPubSubAsyncCommands<?, ?>;
        }

        static boolean isAnswered(RedisConnection connection, long millis) throws InterruptedException {
            if (!(connection.getNativeConnection() instanceof RedisPubSubAsyncCommands<?, ?> commands)) {
                return true;
            }
            RedisFuture<String> answer = commands.ping();
            if (!new AnswerWait(System::nanoTime).await(answer, Duration.ofMillis(millis))) {
                return false;
            }
            try {
                answer.get();
                return true;
            }
            catch (ExecutionException ex) {
                return ex.getCause() instanceof RedisCommandExecutionException;
            }
        }

    }

}
