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
 * How much time may be spent recomputing: earned as time passes, spent as loads end. What
 * was not spent within ten seconds is lost. Not thread-safe.
 */
final class LoadBudget {

    private static final double SAVING_SECONDS = 10;

    private final double share;

    private double seconds;

    /**
     * Creates a budget.
     * @param share seconds of load time that a second earns
     */
    LoadBudget(double share) {
        this.share = share;
        this.seconds = share * SAVING_SECONDS;
    }

    void earn(double passedSeconds) {
        this.seconds = Math.min(this.seconds + this.share * passedSeconds, this.share * SAVING_SECONDS);
    }

    void spend(Duration load) {
        this.seconds -= load.toNanos() / 1e9;
    }

    /** Spends the time of a load, but at most what is left: this makes no debt. */
    void spendSavings(Duration load) {
        this.seconds -= Math.max(0, Math.min(this.seconds, load.toNanos() / 1e9));
    }

    /** Whether anything is left; a load may take more than that. */
    boolean isLeft() {
        return this.seconds > 0;
    }

}
