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

package io.github.stampedesafe.simulation;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.HotKeyRule;
import io.github.stampedesafe.recompute.HotKeySettings;
import io.github.stampedesafe.recompute.Trigger;

/**
 * What recomputes keys that nobody asks for.
 *
 * @param trigger when a method is recomputed, {@code null} if no method is scheduled
 * @param period the longest time between two times of the trigger
 * @param scheduled keys of the method
 * @param hotKeys how registries of hot keys work, {@code null} if there are none
 * @param rule what makes a key hot
 * @param readUntil when the last reader stops, in ns
 * @param until when the instances stop planning, in ns
 */
record Planning(@Nullable Trigger trigger, Duration period, List<CacheKey> scheduled, @Nullable HotKeySettings hotKeys,
        HotKeyRule rule, long readUntil, long until) {

    /** Nobody plans anything. */
    static final Planning NONE = new Planning(null, Duration.ZERO, List.of(), null, new HotKeyRule(false, 1, 0, null),
            0, 0);

    /** A scheduled key that nobody reads, and whose loads take long. */
    static final CacheKey SLOW = new CacheKey("c", "slow");

    /** How long the slow loads take, in ns. */
    static final long SLOW_LOAD = 1_500 * Latency.MILLI;

    /** How often each planner of an instance is asked for what is due. */
    static final Duration BEAT = Duration.ofMillis(250);

    /** Whether anything is planned. */
    boolean isOn() {
        return this.until > 0;
    }

    /** Returns how long loads of a key take. */
    long loadTime(CacheKey key, long usual) {
        return key.equals(SLOW) ? SLOW_LOAD : usual;
    }

    /** Returns the most that one load of a planned key takes. */
    long longestLoad(long usual) {
        return this.scheduled.contains(SLOW) ? Math.max(SLOW_LOAD, usual) : usual;
    }

}
