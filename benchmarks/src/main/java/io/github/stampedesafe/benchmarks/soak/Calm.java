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

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.OutageEvent.OutageBegan;
import io.github.stampedesafe.event.OutageEvent.OutageEnded;

/**
 * Knows when Redis was in trouble, or an instance took it to be. Then instances load for
 * themselves, and changes reach other instances when the trouble is over: what is read in
 * that time is counted, but breaks no promise.
 */
final class Calm implements CacheListener {

    private static final long AFTERWARDS = Duration.ofSeconds(5).toNanos();

    private final AtomicInteger troubles = new AtomicInteger();

    private volatile long last = System.nanoTime();

    void begin() {
        this.troubles.incrementAndGet();
    }

    void end() {
        this.last = System.nanoTime();
        this.troubles.decrementAndGet();
    }

    /** Whether there was no trouble from five seconds before a moment until now. */
    boolean since(long nanoTime) {
        return this.troubles.get() == 0 && nanoTime - this.last > AFTERWARDS;
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof OutageBegan) {
            begin();
        }
        else if (event instanceof OutageEnded) {
            end();
        }
    }

}
