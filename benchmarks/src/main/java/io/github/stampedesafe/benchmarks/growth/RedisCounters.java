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

package io.github.stampedesafe.benchmarks.growth;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;
import io.github.stampedesafe.testing.CommandStats;

/**
 * What Redis has counted so far.
 *
 * @param commands commands that it carried out, those inside scripts included, without
 * {@code INFO}
 * @param gets how many of them read an entry
 * @param sentBytes bytes that it sent
 * @param cpuMicros processor time of its main thread, in µs
 * @param memoryBytes memory in use
 */
record RedisCounters(long commands, long gets, long sentBytes, long cpuMicros, long memoryBytes) {

    static RedisCounters of(RedisProcess redis) {
        try (RedisConsole console = new RedisConsole(redis.host(), redis.port())) {
            Map<String, Integer> calls = CommandStats.calls(console);
            calls.remove("info");
            long commands = calls.values().stream().mapToLong(Integer::longValue).sum();
            String stats = (String) console.send("INFO", "stats");
            String cpu = (String) console.send("INFO", "cpu");
            String memory = (String) console.send("INFO", "memory");
            double seconds = number(cpu, "used_cpu_user_main_thread") + number(cpu, "used_cpu_sys_main_thread");
            return new RedisCounters(commands, calls.getOrDefault("get", 0),
                    (long) number(stats, "total_net_output_bytes"), Math.round(seconds * 1_000_000),
                    (long) number(memory, "used_memory"));
        }
    }

    private static double number(String info, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + ":([0-9.]+)").matcher(info);
        if (!line.find()) {
            throw new IllegalStateException("Redis does not tell " + name);
        }
        return Double.parseDouble(line.group(1));
    }

}
