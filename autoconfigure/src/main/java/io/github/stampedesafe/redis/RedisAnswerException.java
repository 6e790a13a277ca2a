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

import org.springframework.data.redis.RedisSystemException;

/** Redis answered by an error. Its message says which Redis and what it said. */
public final class RedisAnswerException extends RedisSystemException {

    /**
     * Creates the exception.
     * @param message which Redis answered what
     * @param answer what the driver threw, with the very text of Redis as its message
     */
    public RedisAnswerException(String message, Throwable answer) {
        super(message, answer);
    }

}
