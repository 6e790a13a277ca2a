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

package io.github.stampedesafe.benchmarks.comparison;

/**
 * The figures of one scenario, one peer, one run.
 *
 * @param loads loads that began, in all instances
 * @param peak loads that ran at one time at most, in all instances
 * @param p50 what half of the calls took at most, in milliseconds
 * @param p99 what 99 of 100 calls took at most, in milliseconds
 * @param max what the slowest call took, in milliseconds
 * @param commands commands that Redis carried out
 * @param stale calls that began after a write had returned and got an older value
 * @param errors calls that failed
 * @param callers calls that were measured
 */
record Figures(int loads, int peak, double p50, double p99, double max, long commands, int stale, int errors,
        int callers) {

    static Figures of(Answers answers, LoadCount loads, long commands) {
        return new Figures(loads.begun(), loads.peak(), answers.percentile(50), answers.percentile(99),
                answers.percentile(100), commands, answers.stale(), answers.errors(), answers.calls());
    }

}
