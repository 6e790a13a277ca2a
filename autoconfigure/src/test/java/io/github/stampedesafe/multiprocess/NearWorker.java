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

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;

/**
 * One instance in a process of its own that reads and evicts a near value. All processes
 * of a machine have the same {@link System#nanoTime()}, so times of one can be compared
 * with times of another.
 */
@SpringBootApplication(proxyBeanMethods = false)
class NearWorker {

    static final String CACHE = "near";

    private static final String SOURCE = "source";

    private final StampedeSafeCache cache;

    private final StringRedisTemplate redis;

    private NearWorker(ConfigurableApplicationContext context) {
        this.cache = context.getBean(StampedeSafeCaches.class).cache(CACHE);
        this.redis = context.getBean(StringRedisTemplate.class);
    }

    public static void main(String[] args) {
        NearWorker worker = new NearWorker(
                new SpringApplicationBuilder(NearWorker.class).web(WebApplicationType.NONE).run(args));
        CommandLine.obey(worker::obey);
    }

    /**
     * Carries out {@code read until}, which answers when the last call began that got
     * each value, or {@code evict from until pauseMicros}, which answers when each evict
     * returned.
     */
    private String obey(String[] command) throws Exception {
        Map<Long, Long> times = switch (command[0]) {
            case "read" -> read(Long.parseLong(command[1]));
            case "evict" -> evict(Long.parseLong(command[1]), Long.parseLong(command[2]), Long.parseLong(command[3]));
            default -> throw new IllegalArgumentException(command[0]);
        };
        return times.entrySet()
            .stream()
            .map((time) -> time.getKey() + "=" + time.getValue())
            .collect(Collectors.joining(" "));
    }

    private Map<Long, Long> read(long until) throws Exception {
        Map<Long, Long> lastCalls = new TreeMap<>();
        long got;
        do {
            long begin = System.nanoTime();
            got = get();
            lastCalls.put(got, begin);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
        }
        while (got < until);
        return lastCalls;
    }

    private Map<Long, Long> evict(long from, long until, long pauseMicros) {
        Map<Long, Long> ends = new TreeMap<>();
        for (long number = from; number <= until; number++) {
            this.redis.opsForValue().set(SOURCE, Long.toString(number));
            this.cache.evict("key");
            ends.put(number, System.nanoTime());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
        }
        return ends;
    }

    private long get() throws Exception {
        return (long) this.cache.get("key", Long.class, () -> {
            String number = this.redis.opsForValue().get(SOURCE);
            return (number != null) ? Long.parseLong(number) : 0L;
        });
    }

}
