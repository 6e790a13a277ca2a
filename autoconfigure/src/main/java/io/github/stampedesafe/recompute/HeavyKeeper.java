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

package io.github.stampedesafe.recompute;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.random.RandomGenerator;

/**
 * Estimates how often keys occur in a stream, in a fixed space and without remembering
 * them: frequent keys are counted almost exactly, rare ones, and any number of keys that
 * occur once, leave next to no trace. Thread-safe and without a lock; counts that threads
 * take from each other are lost, which only delays the discovery of a key. It only
 * counts: which keys are hot is decided in {@link HotKeyRule}.
 * <p>
 * HeavyKeeper, from J. Gong, T. Yang, H. Zhang et al.: <i>HeavyKeeper: An Accurate
 * Algorithm for Finding Top-k Elephant Flows</i>, USENIX ATC 2018: each key has one
 * bucket in each row, which holds the fingerprint of one key and its count. A key that
 * finds another's fingerprint decrements its count with probability {@code b^−count} and
 * takes the bucket over when it reaches zero (count with exponential decay). The estimate
 * is the highest count with the key's fingerprint; it is never too high, except for keys
 * with equal fingerprints.
 */
final class HeavyKeeper {

    private static final VarHandle BUCKETS = MethodHandles.arrayElementVarHandle(int[].class);

    private static final int ROWS = 2;

    private static final double DECAY = 1.08;

    private static final int MAX_COUNT = 0xFFFF;

    /** Probabilities of decay; past the end it is as good as zero. */
    private static final double[] CHANCES = chances(256);

    private final int[] buckets;

    private final int mask;

    private final RandomGenerator random;

    /**
     * Creates an empty sketch.
     * @param width buckets a row; a power of two
     * @param random chance; thread-safe
     */
    HeavyKeeper(int width, RandomGenerator random) {
        if (Integer.bitCount(width) != 1) {
            throw new IllegalArgumentException("The width must be a power of two but is " + width);
        }
        this.buckets = new int[ROWS * width];
        this.mask = width - 1;
        this.random = random;
    }

    /**
     * Counts one occurrence.
     * @param hash hash of the key
     * @return how often it occurred so far, at most 65535; 0 if others are more frequent
     */
    int add(int hash) {
        long mixed = mix(hash);
        int fingerprint = (int) (mixed >>> 48) | 1; // an empty bucket has none
        int estimate = 0;
        for (int row = 0; row < ROWS; row++) {
            int place = row * (this.mask + 1) + (int) ((mixed >>> (row * 24)) & this.mask);
            estimate = Math.max(estimate, add(place, fingerprint));
        }
        return estimate;
    }

    /** Halves all counts: what was long ago counts less. */
    void age() {
        for (int i = 0; i < this.buckets.length; i++) {
            int bucket = (int) BUCKETS.getOpaque(this.buckets, i);
            int count = (bucket & MAX_COUNT) >>> 1;
            BUCKETS.setOpaque(this.buckets, i, (count > 0) ? (bucket & ~MAX_COUNT) | count : 0);
        }
    }

    private int add(int place, int fingerprint) {
        int bucket = (int) BUCKETS.getOpaque(this.buckets, place);
        int count = bucket & MAX_COUNT;
        if (bucket >>> 16 == fingerprint) {
            int next = Math.min(count + 1, MAX_COUNT);
            BUCKETS.setOpaque(this.buckets, place, (fingerprint << 16) | next);
            return next;
        }
        if (count > 0 && !decays(count)) {
            return 0;
        }
        if (count > 1) {
            BUCKETS.setOpaque(this.buckets, place, bucket - 1);
            return 0;
        }
        BUCKETS.setOpaque(this.buckets, place, (fingerprint << 16) | 1);
        return 1;
    }

    private boolean decays(int count) {
        return count < CHANCES.length && this.random.nextDouble() < CHANCES[count];
    }

    private static long mix(int hash) {
        // SplitMix64's finalizer, by S. Vigna: every bit of the hash reaches every bit.
        long z = (hash + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static double[] chances(int counts) {
        double[] chances = new double[counts];
        for (int i = 0; i < counts; i++) {
            chances[i] = Math.pow(DECAY, -i);
        }
        return chances;
    }

}
