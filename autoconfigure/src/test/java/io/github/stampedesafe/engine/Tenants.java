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

package io.github.stampedesafe.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Loads of several tenants, which run until the test opens the gate. */
final class Tenants {

    private final CountDownLatch open = new CountDownLatch(1);

    private final List<String> order = new ArrayList<>();

    private final AtomicInteger running = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();

    private final CountDownLatch begun;

    /**
     * Creates tenants.
     * @param begun how many loads {@link #awaitBegun()} waits for
     */
    Tenants(int begun) {
        this.begun = new CountDownLatch(begun);
    }

    /** Returns a load of a tenant; its value is its name. */
    Load load(String tenant, String name) {
        return new Load() {

            @Override
            public Object load() throws InterruptedException {
                return Tenants.this.run(name);
            }

            @Override
            public String fairnessKey() {
                return tenant;
            }

        };
    }

    void awaitBegun() {
        try {
            if (!this.begun.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError(this.begun.getCount() + " loads have not begun");
            }
        }
        catch (InterruptedException ex) {
            throw new AssertionError("The test was interrupted", ex);
        }
    }

    /** Lets all loads end. */
    void open() {
        this.open.countDown();
    }

    /** Returns the names of the loads, in the order in which they began. */
    synchronized List<String> order() {
        return List.copyOf(this.order);
    }

    /** Returns how many loads ran at one time at most. */
    int mostAtOnce() {
        return this.most.get();
    }

    /** Runs a load: returns its name once the gate is open. */
    String run(String name) throws InterruptedException {
        this.most.accumulateAndGet(this.running.incrementAndGet(), Math::max);
        try {
            synchronized (this) {
                this.order.add(name);
            }
            this.begun.countDown();
            if (!this.open.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("The gate was never opened");
            }
            return name;
        }
        finally {
            this.running.decrementAndGet();
        }
    }

}
