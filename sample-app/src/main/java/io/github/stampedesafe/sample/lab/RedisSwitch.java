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

package io.github.stampedesafe.sample.lab;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.sample.local.EmbeddedRedis;

/** The Redis of both lanes, which the lab stops only if it is the sample's own. */
final class RedisSwitch implements AutoCloseable {

    private final @Nullable EmbeddedRedis redis;

    RedisSwitch(@Nullable EmbeddedRedis redis) {
        this.redis = redis;
    }

    /**
     * Returns the Redis that the lab may stop.
     * @throws Refusal if there is none
     */
    EmbeddedRedis embedded() {
        if (this.redis == null) {
            throw Refusal.conflict("The lab stops no Redis but the one that the sample brings, and this sample was told"
                    + " to use another. Start it without 'spring.data.redis.*'.");
        }
        return this.redis;
    }

    boolean isDown() {
        return this.redis != null && this.redis.state() == EmbeddedRedis.State.DOWN;
    }

    /** Freezes Redis for that time, and waits for the end of it. */
    void freeze(Duration time) throws InterruptedException {
        embedded().freeze();
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        }
        finally {
            embedded().resume();
        }
    }

    /** Kills Redis, and starts it after that time unless somebody does so before. */
    synchronized void kill(Duration downAtMost) throws InterruptedException {
        embedded().kill();
        try {
            long end = System.nanoTime() + downAtMost.toNanos();
            long left = downAtMost.toMillis();
            while (isDown() && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        }
        finally {
            start();
        }
    }

    /** Starts Redis if it is down. */
    synchronized void start() {
        embedded().restart();
        notifyAll();
    }

    Frame.Redis frame() {
        EmbeddedRedis.State state = (this.redis != null) ? this.redis.state() : EmbeddedRedis.State.UP;
        return new Frame.Redis(state.name().toLowerCase(Locale.ROOT), this.redis != null);
    }

    /** Brings Redis back, because the shop uses it, too. */
    @Override
    public void close() {
        if (this.redis != null) {
            this.redis.resume();
        }
    }

}
