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

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The source of all data: a version of each item. It remembers which change had returned,
 * so that a reader knows what it may not get any more.
 */
final class Registers {

    private static final int SIZE = 1 << 18;

    private static final long LOAD_NANOS = 2_000_000;

    private final AtomicLongArray written = new AtomicLongArray(SIZE);

    private final AtomicLongArray returned = new AtomicLongArray(SIZE);

    private final LongAdder loads = new LongAdder();

    /** Loads an item, in two milliseconds without CPU. */
    Item load(long id) {
        this.loads.increment();
        Item loaded = Item.of(id, this.written.get(slot(id)));
        LockSupport.parkNanos(LOAD_NANOS);
        return loaded;
    }

    /** Changes an item and returns its new version. */
    long change(long id) {
        return this.written.incrementAndGet(slot(id));
    }

    /** Says that a change, and what makes caches notice it, has returned. */
    void returned(long id, long version) {
        this.returned.accumulateAndGet(slot(id), version, Math::max);
    }

    /** Returns the lowest version that a call which begins now may get. */
    long lowest(long id) {
        return this.returned.get(slot(id));
    }

    long loads() {
        return this.loads.sum();
    }

    /** Items of one slot share their versions, which only grow. */
    private static int slot(long id) {
        return (int) (id & (SIZE - 1));
    }

}
