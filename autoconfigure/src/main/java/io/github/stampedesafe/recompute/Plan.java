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

import java.time.Duration;
import java.time.Instant;

/**
 * When a hot key is to be recomputed.
 *
 * @param key the key
 * @param times what is known of it
 * @param start when its recompute has to begin, in the store's time
 * @param isDue whether it is to begin now: because of that, or to make room for others
 */
record Plan(TrackedKey key, EntryTimes times, Instant start, boolean isDue) {

    /** Returns how much later than planned a recompute begins now. */
    Duration lag(Instant now) {
        Duration late = Duration.between(this.start, now);
        return late.isNegative() ? Duration.ZERO : late;
    }

}
