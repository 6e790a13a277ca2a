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

package io.github.stampedesafe.chaos;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

/** The servers that serve now, as the test asks them: without any client library. */
final class Servers {

    private final Supplier<List<RedisProcess>> serving;

    /**
     * Creates the view.
     * @param serving the servers that serve now, at least one
     */
    Servers(Supplier<List<RedisProcess>> serving) {
        this.serving = serving;
    }

    /** Connects to the first. */
    RedisConsole console() {
        return console(this.serving.get().get(0));
    }

    /** Sends one command to the first. */
    Object send(String... command) {
        try (RedisConsole console = console()) {
            return console.send(command);
        }
    }

    /** Returns how many connections there are, those of the test included. */
    int connections() {
        return sum((console) -> Integer
            .parseInt(((String) console.send("INFO", "clients")).replaceAll("(?s).*connected_clients:(\\d+).*", "$1")));
    }

    /** Returns how many instances hear signals. */
    int subscriptions() {
        return sum((console) -> Integer
            .parseInt((String) ((List<?>) console.send("PUBSUB", "NUMSUB", Site.APPLICATION + ":signals")).get(1)));
    }

    private int sum(ToIntFunction<RedisConsole> question) {
        return this.serving.get().stream().mapToInt((server) -> {
            try (RedisConsole console = console(server)) {
                return question.applyAsInt(console);
            }
        }).sum();
    }

    private static RedisConsole console(RedisProcess server) {
        return new RedisConsole(server.host(), server.port());
    }

}
