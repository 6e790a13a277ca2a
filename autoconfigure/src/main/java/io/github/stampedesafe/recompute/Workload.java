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
import java.util.HashSet;
import java.util.Set;

import io.github.stampedesafe.key.CacheKey;

/**
 * The recomputes that are running on one instance, and the load time that further ones
 * may take. Guarded by the dispatcher.
 */
final class Workload {

    private final Set<CacheKey> running = new HashSet<>();

    private final LoadBudget budget;

    Workload(LoadBudget budget) {
        this.budget = budget;
    }

    boolean isRunning(CacheKey key) {
        return this.running.contains(key);
    }

    /**
     * Whether a cache may load one more key. A recompute that waits for its cache's turn
     * to load would keep others from loading.
     * @param bound how many loads of the cache may run at one time, 0 for any number
     */
    boolean hasRoom(String cache, int bound) {
        return bound == 0 || this.running.stream().filter((key) -> key.cache().equals(cache)).count() < bound;
    }

    /** Whether any load time is left to be spent. */
    boolean isBudgetLeft() {
        return this.budget.isLeft();
    }

    void earn(double seconds) {
        this.budget.earn(seconds);
    }

    void begin(CacheKey key) {
        this.running.add(key);
    }

    void end(Recompute recompute, Duration spent) {
        this.running.remove(recompute.request().key());
        if (recompute.mayLeaveDebt()) {
            this.budget.spend(spent);
        }
        else {
            this.budget.spendSavings(spent);
        }
    }

}
