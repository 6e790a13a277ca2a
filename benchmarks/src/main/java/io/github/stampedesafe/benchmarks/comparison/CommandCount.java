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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.Map;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

/**
 * Counts what Redis carries out, by {@code INFO commandstats}: what clients send and what
 * scripts call, background commands of the peers included.
 */
final class CommandCount {

    private final RedisProcess redis;

    private long before;

    private long earlier;

    CommandCount(RedisProcess redis) {
        this.redis = redis;
    }

    /** Starts to count anew. */
    void reset() {
        this.before = total();
        this.earlier = 0;
    }

    /** Keeps the count of a server that is about to be killed. */
    void beforeKill() {
        this.earlier += total() - this.before;
        this.before = 0;
    }

    long count() {
        return this.earlier + total() - this.before;
    }

    private long total() {
        try (RedisConsole console = new RedisConsole(this.redis.host(), this.redis.port())) {
            Map<String, Integer> calls = CommandStats.calls(console);
            calls.remove("info");
            return calls.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

}
