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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.StampedeSafeCache;

/**
 * The readers and the writer of one worker. Everybody reads all keys. Any worker evicts
 * the common keys; a put is only ordered with other writes by whoever orders them, so
 * each worker alone puts, evicts and clears for a key of its own.
 */
final class HistoryMakers {

    static final String CACHE = "register";

    static final List<String> WORKERS = List.of("a", "b", "c");

    private static final List<String> COMMON = List.of("common1", "common2");

    private static final int READERS = 3;

    private static final long LONGEST_LOAD_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

    private final String worker;

    private final StampedeSafeCache cache;

    private final Register register;

    private final List<String> keys = Stream.concat(COMMON.stream(), WORKERS.stream()).toList();

    HistoryMakers(String worker, StampedeSafeCache cache, Register register) {
        this.worker = worker;
        this.cache = cache;
        this.register = register;
    }

    /** Makes history for some milliseconds and writes it to a file. */
    String run(long millis, String file) throws IOException, InterruptedException, ExecutionException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Callable<List<Event>>> makers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            makers.add(() -> read(end, new SplittableRandom()));
        }
        makers.add(() -> write(end, new SplittableRandom()));
        ExecutorService threads = Executors.newFixedThreadPool(makers.size());
        List<String> lines = new ArrayList<>();
        try {
            for (Future<List<Event>> history : threads.invokeAll(makers)) {
                history.get().forEach((event) -> lines.add(event.format()));
            }
        }
        finally {
            threads.shutdown();
        }
        Files.write(Path.of(file), lines);
        return Integer.toString(lines.size());
    }

    private List<Event> read(long end, SplittableRandom random) throws Exception {
        List<Event> history = new ArrayList<>();
        long begun = System.nanoTime();
        while (begun < end) {
            String key = this.keys.get(random.nextInt(this.keys.size()));
            Long version = this.cache.get(key, Long.class, () -> load(key));
            history.add(event(Event.Kind.READ, key, begun, version));
            begun = System.nanoTime();
        }
        return history;
    }

    /** Takes its time after the truth was read: the value grows old in its hands. */
    private long load(String key) {
        long version = this.register.read(key);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_LOAD_NANOS));
        return version;
    }

    private List<Event> write(long end, SplittableRandom random) {
        List<Event> history = new ArrayList<>();
        while (System.nanoTime() < end) {
            boolean isCommon = random.nextBoolean();
            String key = isCommon ? COMMON.get(random.nextInt(COMMON.size())) : this.worker;
            Event.Kind kind = isCommon ? Event.Kind.EVICT : drawn(random);
            long begun = System.nanoTime();
            long version = this.register.write(key);
            change(kind, key, version);
            history.add(event(kind, key, begun, version));
            LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE_NANOS));
        }
        return history;
    }

    private static Event.Kind drawn(SplittableRandom random) {
        int draw = random.nextInt(10);
        return (draw == 0) ? Event.Kind.CLEAR : (draw < 5) ? Event.Kind.PUT : Event.Kind.EVICT;
    }

    private void change(Event.Kind kind, String key, long version) {
        switch (kind) {
            case EVICT -> this.cache.evict(key);
            case PUT -> this.cache.put(key, version);
            case CLEAR -> this.cache.clear();
            default -> throw new IllegalArgumentException(kind.name());
        }
    }

    private Event event(Event.Kind kind, String key, long begun, @Nullable Long version) {
        if (version == null) {
            throw new IllegalStateException("There is no version of " + key);
        }
        return new Event(this.worker, kind, key, begun, System.nanoTime(), version);
    }

}
