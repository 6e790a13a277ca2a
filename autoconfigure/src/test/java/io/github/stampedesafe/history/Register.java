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

package io.github.stampedesafe.history;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.stampedesafe.test.redis.RedisConsole;

/**
 * The truth: a number for each key, in a Redis of its own, that each write increases.
 * Thread-safe.
 */
final class Register {

    private final int port;

    private final Queue<RedisConsole> idle = new ConcurrentLinkedQueue<>();

    Register(int port) {
        this.port = port;
    }

    long read(String key) {
        String number = send("GET", key);
        return number.equals("null") ? 0 : Long.parseLong(number);
    }

    /** Writes the next version and returns it. */
    long write(String key) {
        return Long.parseLong(send("INCR", key));
    }

    private String send(String command, String key) {
        RedisConsole console = this.idle.poll();
        console = (console != null) ? console : new RedisConsole("127.0.0.1", this.port);
        String reply = (String) console.send(command, key);
        this.idle.add(console);
        return reply;
    }

}
