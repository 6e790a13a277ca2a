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

package io.github.stampedesafe.autoconfigure;

import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.springframework.util.ClassUtils;

/** Recognises the exceptions by which drivers say that something took too long. */
final class SlowAnswer {

    /**
     * Names, because an application that stores entries itself may have none of these
     * libraries.
     */
    static final List<String> OF_DRIVERS = List.of("io.lettuce.core.RedisCommandTimeoutException",
            "io.netty.channel.ConnectTimeoutException", "org.redisson.client.RedisTimeoutException",
            "org.springframework.dao.QueryTimeoutException");

    private static final List<Class<?>> TYPES = Stream
        .concat(Stream.of(TimeoutException.class, SocketTimeoutException.class), ofDrivers())
        .toList();

    private SlowAnswer() {
    }

    /** Whether this very exception says so, whatever its causes are. */
    static boolean is(Throwable failure) {
        return TYPES.stream().anyMatch((type) -> type.isInstance(failure));
    }

    private static Stream<Class<?>> ofDrivers() {
        ClassLoader loader = SlowAnswer.class.getClassLoader();
        return OF_DRIVERS.stream()
            .filter((name) -> ClassUtils.isPresent(name, loader))
            .map((name) -> ClassUtils.resolveClassName(name, loader));
    }

}
