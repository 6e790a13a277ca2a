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

package io.github.stampedesafe.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.test.Hold;

/**
 * What is slow to read: a value that a test changes at will. A load reads it first, and
 * may then be held, fail, or do something else before it returns what it read.
 */
public final class Source implements Load {

    private final AtomicInteger loads = new AtomicInteger();

    private final AtomicInteger running = new AtomicInteger();

    private final AtomicInteger most = new AtomicInteger();

    private final Deque<Callable<?>> meanwhile = new ArrayDeque<>();

    private volatile @Nullable Object value;

    private volatile boolean storable = true;

    public Source(@Nullable Object value) {
        this.value = value;
    }

    /** Changes the value. */
    public Source set(@Nullable Object value) {
        this.value = value;
        return this;
    }

    /** From now on results are worth storing, or not. */
    public Source storable(boolean storable) {
        this.storable = storable;
        return this;
    }

    /** Holds the next load that has none of these orders yet, after it has read. */
    public Hold hold() {
        Hold hold = new Hold();
        meanwhile(() -> {
            hold.stop();
            return null;
        });
        return hold;
    }

    /** Lets the next load that has none of these orders yet throw. */
    public Source fail(Throwable failure) {
        return meanwhile(() -> {
            throw sneaky(failure);
        });
    }

    /** Lets the next load that has none of these orders yet do something meanwhile. */
    public Source meanwhile(Callable<?> action) {
        synchronized (this.meanwhile) {
            this.meanwhile.add(action);
        }
        return this;
    }

    /** Returns how many loads began. */
    public int loads() {
        return this.loads.get();
    }

    /** Returns how many loads ran at one time at most. */
    public int mostAtOnce() {
        return this.most.get();
    }

    @Override
    public @Nullable Object load() throws Throwable {
        this.loads.incrementAndGet();
        this.most.accumulateAndGet(this.running.incrementAndGet(), Math::max);
        try {
            Object read = this.value;
            Callable<?> action;
            synchronized (this.meanwhile) {
                action = this.meanwhile.poll();
            }
            if (action != null) {
                action.call();
            }
            return read;
        }
        finally {
            this.running.decrementAndGet();
        }
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return this.storable;
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }

}
