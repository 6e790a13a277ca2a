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

package io.github.stampedesafe.benchmarks.soak;

/**
 * What was measured at one moment. Counts are those since the start.
 *
 * @param second seconds since the start
 * @param heapBytes heap in use after a collection, of all instances together
 * @param threads live threads of the process
 * @param connections clients of Redis, without the one that asks
 * @param keys keys in Redis
 * @param calls all calls
 * @param loads loads of all instances
 * @param stale calls that got what a change had replaced, without trouble
 * @param staleInTrouble the same in trouble
 * @param failures calls that ended with an exception
 * @param slowestMillis the slowest call since the last sample
 */
record Sample(long second, long heapBytes, int threads, int connections, long keys, long calls, long loads, long stale,
        long staleInTrouble, long failures, long slowestMillis) {
}
