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

package io.github.stampedesafe.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Probabilistic early expiration: each read of a fresh entry may be drawn to renew it,
 * the likelier the nearer its end and the dearer its load, so that a popular value is
 * renewed before it expires and readers need not agree on who does it.
 * <p>
 * XFetch, from A. Vattani, F. Chierichetti, K. Lowenstein: <i>Optimal Probabilistic Cache
 * Stampede Prevention</i>, PVLDB 8(8), 2015: renew if and only if
 * {@code now − cost · beta · ln(U) ≥ freshUntil} with U uniform on (0, 1]. A read with
 * time τ left is therefore drawn with probability {@code exp(−τ / (beta · cost))}.
 * <p>
 * Unlike the paper, a draw counts only in the second half of an entry's life: a key with
 * many reads and a cost near its ttl would otherwise be renewed without pause.
 */
final class EarlyExpiration {

    private EarlyExpiration() {
    }

    /**
     * Whether a read of a fresh entry is drawn to renew it.
     * @param entry the entry
     * @param beta 1 is the paper's optimum, more is earlier, 0 is never
     * @param now the time of the read, in the store's time
     * @param exponential a draw from the exponential distribution with mean 1, which is
     * {@code −ln(U)}
     */
    static boolean isDue(Entry entry, double beta, Instant now, double exponential) {
        Duration left = Duration.between(now, entry.freshUntil());
        Instant filled = entry.loadStart().plus(entry.cost());
        Duration age = Duration.between(filled, now);
        if (age.compareTo(left) < 0) {
            return false;
        }
        double earlyNanos = entry.cost().toNanos() * beta * exponential;
        return earlyNanos > 0 && earlyNanos >= left.toNanos();
    }

}
