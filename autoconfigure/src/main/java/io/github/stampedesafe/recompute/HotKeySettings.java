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

/**
 * How the registry of hot keys works on one instance.
 *
 * @param capacity keys that are counted one by one; positive
 * @param sweepInterval time between two sweeps; positive
 * @param idleAfter a key that was not asked for on this instance for so long is
 * forgotten; positive
 * @param maxConcurrent recomputes at one time; positive
 * @param maxPerSweep recomputes begun between two sweeps; positive
 * @param loadShare share of the time of {@code maxConcurrent} threads that is spent
 * recomputing at most; above 0, at most 1
 */
public record HotKeySettings(int capacity, Duration sweepInterval, Duration idleAfter, int maxConcurrent,
        int maxPerSweep, double loadShare) {

    /** Returns the seconds of load time that recomputes may take per second. */
    public double loadSeconds() {
        return this.maxConcurrent * this.loadShare;
    }
}
