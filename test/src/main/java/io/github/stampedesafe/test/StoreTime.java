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

package io.github.stampedesafe.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

import org.springframework.beans.factory.BeanFactory;

import io.github.stampedesafe.redis.KeyLayout;

/**
 * Lets time pass for what is stored, for tests of {@code ttl} and its neighbours: every
 * entry, tombstone and remembered failure becomes older by that much, on all instances at
 * once, as if the test had waited. Thread-safe.
 * <p>
 * Nothing else moves: not the clocks of Redis and of the instances, not running loads,
 * not leases and fences, not schedules and the ranking of hot keys, and not what an
 * instance remembers in an outage.
 */
public final class StoreTime {

    private static final String ADVANCE = read("names.lua") + read("advance.lua");

    private static final String END = read("names.lua") + read("end.lua");

    private final BeanFactory beans;

    private final TestRedis redis;

    StoreTime(BeanFactory beans, TestRedis redis) {
        this.beans = beans;
        this.redis = redis;
    }

    /**
     * Lets time pass. Blocks for one command.
     * @param time how much; at least one millisecond
     * @return how many entries and failures got older or expired
     * @throws IllegalArgumentException if it is less
     */
    public int advance(Duration time) {
        if (time.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "The time to advance must be at least 1 ms but is '%s'. What is stored does not get younger."
                        .formatted(time));
        }
        String signals = this.beans.getBean(KeyLayout.class).signals();
        Object aged = this.redis.send("EVAL", ADVANCE, "0", prefix(), String.valueOf(time.toMillis()), signals);
        return Integer.parseInt(aged.toString());
    }

    /** Removes all that is stored, at the end of its time. */
    void end() {
        this.redis.send("EVAL", END, "0", prefix());
    }

    private String prefix() {
        String signals = this.beans.getBean(KeyLayout.class).signals();
        return signals.substring(0, signals.lastIndexOf("signals"));
    }

    private static String read(String name) {
        try (InputStream script = Objects.requireNonNull(StoreTime.class.getResourceAsStream(name))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
