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

package io.github.stampedesafe.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Threads that read and change items, most of them a few, and move on to new items. */
final class Callers {

    private static final int THREADS_PER_INSTANCE = 8;

    private static final int WINDOW = 2_000;

    private static final long NANOS_PER_NEW_ITEM = 5_000_000;

    private static final long PAUSE_NANOS = 8_000_000;

    private final Registers registers;

    private final Calm calm;

    private final long start = System.nanoTime();

    private final List<Thread> threads = new ArrayList<>();

    private final LongAdder calls = new LongAdder();

    private final LongAdder stale = new LongAdder();

    private final LongAdder staleInTrouble = new LongAdder();

    private final LongAdder failures = new LongAdder();

    private final AtomicLong slowest = new AtomicLong();

    /**
     * Each call holds the shared lock. Whoever holds the exclusive one knows that no call
     * runs.
     */
    private final ReentrantReadWriteLock traffic = new ReentrantReadWriteLock();

    private volatile String example = "";

    private volatile boolean ended;

    Callers(List<Items> instances, Registers registers, Calm calm) {
        this.registers = registers;
        this.calm = calm;
        for (Items instance : instances) {
            for (int i = 0; i < THREADS_PER_INSTANCE; i++) {
                Thread caller = new Thread(() -> run(instance), "soak caller");
                caller.setDaemon(true);
                this.threads.add(caller);
            }
        }
        this.threads.forEach(Thread::start);
    }

    /** Returns the counts so far, and the slowest call since the last time. */
    Counts counts() {
        return new Counts(this.calls.sum(), this.registers.loads(), this.stale.sum(), this.staleInTrouble.sum(),
                this.failures.sum(), this.slowest.getAndSet(0) / 1_000_000, this.example);
    }

    /** Waits for the end of all calls and lets none begin. */
    void pause() throws InterruptedException {
        if (!this.traffic.writeLock().tryLock(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("A call has not ended for a minute");
        }
    }

    /** Lets calls begin again. On the thread that paused them. */
    void resume() {
        this.traffic.writeLock().unlock();
    }

    void stop() {
        this.ended = true;
        this.threads.forEach(LockSupport::unpark);
    }

    private void run(Items instance) {
        while (!this.ended) {
            this.traffic.readLock().lock();
            try {
                measuredCall(instance);
            }
            finally {
                this.traffic.readLock().unlock();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void measuredCall(Items instance) {
        long before = System.nanoTime();
        try {
            call(instance, before);
        }
        catch (RuntimeException | Error ex) {
            this.failures.increment();
            this.example = String.valueOf(ex);
        }
        this.calls.increment();
        this.slowest.accumulateAndGet(System.nanoTime() - before, Math::max);
    }

    /**
     * Of a thousand calls about 958 read, 30 evict, 12 put; one in fifty thousand clears.
     * Whoever reads an item also reads its name.
     */
    private void call(Items instance, long now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long id = (now - this.start) / NANOS_PER_NEW_ITEM + few(random);
        int choice = random.nextInt(50_000);
        if (choice == 0) {
            instance.cleared();
        }
        else if (choice < 1_500) {
            long version = this.registers.change(id);
            instance.evicted(id, version);
            this.registers.returned(id, version);
        }
        else if (choice < 2_100) {
            long version = this.registers.change(id);
            instance.stored(id, version);
            this.registers.returned(id, version);
        }
        else {
            read(instance, id, now);
        }
    }

    private void read(Items instance, long id, long begin) {
        long lowest = this.registers.lowest(id);
        Item item = instance.item(id);
        String name = instance.name(id);
        if (!name.equals(Items.nameOf(id))) {
            throw new IllegalStateException("The name of item %d is '%s'".formatted(id, name));
        }
        if (item.version() < lowest) {
            (this.calm.since(begin) ? this.stale : this.staleInTrouble).increment();
            this.example = "item %d of version %d, although %d had been written".formatted(id, item.version(), lowest);
        }
    }

    /** The lower, the more often: half of the calls ask for 80 items. */
    private static long few(ThreadLocalRandom random) {
        return (long) (WINDOW * Math.pow(random.nextDouble(), 4.6));
    }

    /**
     * Counts so far.
     *
     * @param calls all calls
     * @param loads loads of all instances
     * @param stale calls that got an older version than a change had left that had
     * returned before, while there was no trouble
     * @param staleInTrouble the same in trouble
     * @param failures calls that ended with an exception
     * @param slowestMillis the slowest call since the last time
     * @param example of the last stale value or failure, empty if there was none
     */
    record Counts(long calls, long loads, long stale, long staleInTrouble, long failures, long slowestMillis,
            String example) {
    }

}
