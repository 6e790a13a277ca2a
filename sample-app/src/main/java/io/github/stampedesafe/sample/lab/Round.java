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

package io.github.stampedesafe.sample.lab;

/**
 * The callers of one lane from one moment on. All methods are called by their
 * {@link Lane}, which guards this object.
 */
final class Round {

    private final long queriesBefore;

    private int callers;

    private int waiting;

    private int failed;

    private int stale;

    private long slowest;

    Round(long queriesBefore) {
        this.queriesBefore = queriesBefore;
    }

    void sent() {
        this.callers++;
        this.waiting++;
    }

    void ended(long nanos, boolean hasFailed, boolean isStale) {
        this.waiting--;
        this.slowest = Math.max(this.slowest, nanos);
        this.failed += hasFailed ? 1 : 0;
        this.stale += isStale ? 1 : 0;
    }

    int callers() {
        return this.callers;
    }

    boolean isAnswered() {
        return this.waiting == 0;
    }

    LaneFigures figures(long queriesNow) {
        return new LaneFigures(queriesNow - this.queriesBefore, Math.round(this.slowest / 1e6), this.failed,
                this.stale);
    }

}
