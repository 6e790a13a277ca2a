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

import java.util.ArrayList;
import java.util.List;

import io.github.stampedesafe.test.redis.RedisConsole;
import io.github.stampedesafe.test.redis.RedisProcess;

/** Measures what one signal costs Redis if more and more connections hear it. */
final class SignalGrowth {

    private static final int SIGNALS = 500;

    /** About as long as the signal of a key. */
    private static final String SIGNAL = "s".repeat(80);

    private SignalGrowth() {
    }

    static List<GrowthResults.Signals> measure(List<Integer> numbers) {
        List<RedisConsole> subscribers = new ArrayList<>();
        try (RedisProcess redis = RedisProcess.start();
                RedisConsole publisher = new RedisConsole(redis.host(), redis.port())) {
            return numbers.stream().map((number) -> {
                while (subscribers.size() < number) {
                    RedisConsole subscriber = new RedisConsole(redis.host(), redis.port());
                    subscriber.send("SUBSCRIBE", "signals");
                    subscribers.add(subscriber);
                }
                return row(redis, publisher, subscribers);
            }).toList();
        }
        finally {
            subscribers.forEach(RedisConsole::close);
        }
    }

    private static GrowthResults.Signals row(RedisProcess redis, RedisConsole publisher,
            List<RedisConsole> subscribers) {
        RedisCounters before = RedisCounters.of(redis);
        for (int i = 0; i < SIGNALS; i++) {
            publisher.send("PUBLISH", "signals", SIGNAL);
        }
        for (RedisConsole subscriber : subscribers) {
            for (int i = 0; i < SIGNALS; i++) {
                subscriber.next();
            }
        }
        RedisCounters after = RedisCounters.of(redis);
        GrowthResults.Signals row = new GrowthResults.Signals(subscribers.size(),
                (double) (after.cpuMicros() - before.cpuMicros()) / SIGNALS);
        System.out.println(row);
        return row;
    }

}
