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

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.StoreClock;

/**
 * Probabilistic early expiration: each read of a fresh entry may be drawn to refresh it,
 * the likelier the nearer its end and the dearer its load, so that a popular value is
 * refreshed before it expires and readers need not agree on which of them does it.
 * <p>
 * XFetch, from A. Vattani, F. Chierichetti, K. Lowenstein: <i>Optimal Probabilistic Cache
 * Stampede Prevention</i>, PVLDB 8(8), 2015: refresh if and only if
 * {@code now − cost · beta · ln(U) ≥ freshUntil} with U uniform on (0, 1]. A read with
 * time τ left is therefore drawn with probability {@code exp(−τ / (beta · cost))}.
 * <p>
 * Unlike the paper, a draw counts only in the second half of an entry's life: a key with
 * many reads and a cost near its ttl would otherwise be refreshed without pause. And beta
 * may be the key's own, see {@link AdaptiveBeta}.
 */
final class EarlyExpiration {

    private final RandomGenerator random;

    private final ReadRates readRates;

    /**
     * Creates the judge.
     * @param random draws from the exponential distribution with mean 1, which is
     * {@code −ln(U)}
     * @param readRates knows how often a key is read; asked only if that matters
     */
    EarlyExpiration(RandomGenerator random, ReadRates readRates) {
        this.random = random;
        this.readRates = readRates;
    }

    /**
     * Returns the time before which no read of an entry is drawn, and it has not expired:
     * the middle of its life, or its end if its cost is not known.
     * @return the time, in the store's time, in µs since the epoch
     */
    static long begin(Entry entry) {
        long until = StoreClock.micros(entry.freshUntil());
        long filled = filled(entry);
        return entry.cost().isZero() ? until : Math.min(until, filled + Math.floorDiv(until - filled, 2));
    }

    private static long filled(Entry entry) {
        return StoreClock.micros(entry.loadStart()) + TimeUnit.MICROSECONDS.convert(entry.cost());
    }

    /**
     * Whether a read of a fresh entry is drawn to refresh it.
     * @param key the key of the entry
     * @param policy what its reader wants
     * @param entry the entry
     * @param now the time of the read, in the store's time, in µs since the epoch; a
     * number, because an object for each sum would be most of what a hit allocates
     */
    boolean isDue(CacheKey key, Policy policy, Entry entry, long now) {
        if (now < begin(entry) || entry.cost().isZero()) {
            return false;
        }
        long left = StoreClock.micros(entry.freshUntil()) - now;
        double draw = this.random.nextExponential();
        if (policy.earlyExpiration() == EarlyExpirationMode.ADAPTIVE) {
            Duration life = Duration.of(left + now - filled(entry), ChronoUnit.MICROS);
            AdaptiveBeta.Judgement judgement = new AdaptiveBeta(this.readRates.rate(key), entry.cost(), life,
                    policy.targetWaitRate())
                .judge(Duration.of(left, ChronoUnit.MICROS), draw);
            if (judgement != AdaptiveBeta.Judgement.OUT_OF_REACH) {
                return judgement == AdaptiveBeta.Judgement.DUE;
            }
        }
        double early = seconds(entry.cost()) * policy.beta() * draw;
        return early > 0 && early >= left / 1e6;
    }

    /** As a double, because there are durations of more nanoseconds than a long holds. */
    private static double seconds(Duration duration) {
        return duration.toSeconds() + duration.toNanosPart() / 1e9;
    }

}
