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

package io.github.stampedesafe.benchmarks;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * How a key is read and loaded, and what is known of it.
 *
 * @param rate reads a second, the most there are
 * @param cost how long a load takes, the median
 * @param knowledge how well the engine knows the rate
 * @param spread how much the cost varies: the standard deviation of its logarithm
 */
record Traffic(double rate, Duration cost, Knowledge knowledge, double spread) {

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(30);

    static Traffic steady(double rate, Duration cost) {
        return new Traffic(rate, cost, Knowledge.EXACT, 0);
    }

    /** Returns how often the key is read at a time. */
    double rateAt(long nanos) {
        return (this.knowledge == Knowledge.LATE && isLow(nanos)) ? this.rate / 10 : this.rate;
    }

    /** Returns what is believed then. */
    double estimatedRate(long nanos) {
        return switch (this.knowledge) {
            case EXACT -> this.rate;
            case NOISY -> this.rate * Math.pow(3, 2 * new SplittableRandom(nanos / PERIOD_NANOS).nextDouble() - 1);
            case LATE -> isLow(nanos) ? this.rate : this.rate / 10;
        };
    }

    double lowestEstimate() {
        return (this.knowledge == Knowledge.EXACT) ? this.rate : this.rate / 10;
    }

    /** Returns how long the next load takes. */
    long loadNanos(SplittableRandom random) {
        double factor = (this.spread > 0) ? Math.exp(this.spread * random.nextGaussian()) : 1;
        return (long) (this.cost.toNanos() * factor);
    }

    private static boolean isLow(long nanos) {
        return nanos / PERIOD_NANOS % 2 == 1;
    }

    /** How well the rate is known. */
    enum Knowledge {

        /** Exactly. */
        EXACT,

        /** Up to three times too high or too low, anew every half minute. */
        NOISY,

        /**
         * Half a minute late, while it rises and falls by a factor of ten each half
         * minute: always ten times too high or too low.
         */
        LATE

    }

}
