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

package io.github.stampedesafe.multiprocess;

import java.time.Duration;

import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/**
 * Slow methods over a register in Redis: each load takes the next number, which is its
 * value.
 */
class RegisterService {

    private final StringRedisTemplate redis;

    RegisterService(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** Loads until the test opens the gate: every caller is there by then. */
    @StampedeSafeCacheable(cacheName = "gated", key = "#key", ttl = "10m")
    public long gated(String key) {
        long number = nextNumber(key);
        this.redis.opsForList().leftPop("gate:" + key, Duration.ofSeconds(30));
        return number;
    }

    /** Expires five times in two seconds and is served all the while. */
    @StampedeSafeCacheable(cacheName = "stale", key = "#key", ttl = "400ms", jitter = 0, beta = 0,
            staleWhileRevalidate = "1m")
    public long stale(String key) {
        return nextNumber(key);
    }

    static String loads(String key) {
        return "loads:" + key;
    }

    private long nextNumber(String key) {
        Long number = this.redis.opsForValue().increment(loads(key));
        if (number == null) {
            throw new IllegalStateException("No answer for " + key);
        }
        return number;
    }

}
