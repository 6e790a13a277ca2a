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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

import org.springframework.data.redis.core.StringRedisTemplate;

/** The threads of a worker that call its service on command. */
class Callers {

    private final RegisterService service;

    private final StringRedisTemplate redis;

    private final MissCounter misses;

    Callers(RegisterService service, StringRedisTemplate redis, MissCounter misses) {
        this.service = service;
        this.redis = redis;
        this.misses = misses;
    }

    /**
     * Carries out {@code storm key threads} or {@code traffic key threads untilNumber}.
     */
    String obey(String[] command) {
        String key = command[1];
        int threads = Integer.parseInt(command[2]);
        return switch (command[0]) {
            case "storm" -> numbers(atOnce(threads, () -> {
                this.redis.opsForValue().increment("arrived:" + key);
                return Set.of(this.service.gated(key));
            }));
            case "traffic" -> {
                long first = this.service.stale(key);
                long before = this.misses.misses();
                List<Set<Long>> read = atOnce(threads, () -> readUntil(key, Long.parseLong(command[3])));
                read.add(Set.of(first));
                yield numbers(read) + " misses=" + (this.misses.misses() - before);
            }
            default -> throw new IllegalArgumentException(command[0]);
        };
    }

    private Set<Long> readUntil(String key, long number) {
        Set<Long> seen = new TreeSet<>();
        long last;
        do {
            last = this.service.stale(key);
            seen.add(last);
        }
        while (last < number);
        return seen;
    }

    private static List<Set<Long>> atOnce(int threads, Callable<Set<Long>> call) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Set<Long>>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(call);
            }
            List<Set<Long>> results = new ArrayList<>();
            for (Future<Set<Long>> result : executor.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
        catch (InterruptedException | ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
        finally {
            executor.shutdown();
        }
    }

    private static String numbers(List<Set<Long>> results) {
        Set<Long> all = new TreeSet<>();
        results.forEach(all::addAll);
        return "callers=" + results.size() + " numbers="
                + all.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

}
