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

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Chance as a test wants it. Unless told otherwise ttls are not shortened and no read is
 * drawn for early refresh; numbers used as tokens never repeat.
 */
public final class ScriptedRandom implements RandomGenerator {

    private static final AtomicLong UNIQUE = new AtomicLong();

    private volatile double uniform;

    private volatile double exponential;

    /** Every share drawn from now on, for jitter: 0 (none) up to, not including, 1. */
    public ScriptedRandom uniform(double value) {
        this.uniform = value;
        return this;
    }

    /** Every draw for early refresh from now on: 0 is never, 1 is the mean. */
    public ScriptedRandom exponential(double value) {
        this.exponential = value;
        return this;
    }

    @Override
    public long nextLong() {
        return UNIQUE.incrementAndGet();
    }

    @Override
    public double nextDouble() {
        return this.uniform;
    }

    @Override
    public double nextExponential() {
        return this.exponential;
    }

}
