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

package io.github.stampedesafe.benchmarks.growth;

import java.util.List;

/**
 * What was measured.
 *
 * @param date when it began
 * @param machine cores, JDK and operating system
 * @param instances one row for each number of instances
 * @param signals one row for each number of subscribers
 * @param waiters one row for each number of waiting callers
 * @param waits one row for each place of a caller
 * @param keys one row for each number of keys
 * @param entries one row for each size of a value
 */
record GrowthResults(String date, String machine, List<Instances> instances, List<Signals> signals,
        List<Waiters> waiters, List<Wait> waits, List<Keys> keys, List<EntrySize> entries) {

    /**
     * What Redis does for instances.
     *
     * @param instances their number
     * @param idle commands a second of one instance that nobody calls
     * @param hit commands of one hit
     * @param loads loads of one miss that all instances have at once
     * @param miss commands of such a miss
     * @param missBytes bytes that Redis sends for it
     * @param evict commands of one evict
     * @param evictBytes bytes that Redis sends for it
     */
    record Instances(int instances, double idle, double hit, double loads, double miss, double missBytes, double evict,
            double evictBytes) {
    }

    /**
     * What it costs Redis to deliver a signal.
     *
     * @param subscribers how many connections hear it
     * @param micros processor time of the server for one signal, in µs
     */
    record Signals(int subscribers, double micros) {
    }

    /**
     * Callers that wait for one load.
     *
     * @param waiters their number, over four instances
     * @param loads how many loads they caused
     * @param commands Redis commands of all of them
     * @param heapBytes heap that each takes while it waits
     * @param answerMillis from the end of the load until the last has its answer
     */
    record Waiters(int waiters, long loads, long commands, long heapBytes, double answerMillis) {
    }

    /**
     * From the end of a load until a caller has the value.
     *
     * @param where where the caller is
     * @param medianMicros the median, in µs
     * @param p99Micros 99 of 100 are at most so long, in µs
     */
    record Wait(String where, double medianMicros, double p99Micros) {
    }

    /**
     * Keys in Redis.
     *
     * @param keys their number
     * @param bytes memory that Redis uses for each
     * @param hitMicros median of a hit, in µs
     */
    record Keys(int keys, double bytes, double hitMicros) {
    }

    /**
     * Memory of one entry in Redis.
     *
     * @param characters length of the text in the value
     * @param ours bytes of an entry of this library
     * @param springJdk bytes of an entry of Spring's cache with its default, Java's
     * serialization
     * @param springJson bytes of an entry of Spring's cache with JSON that names the type
     */
    record EntrySize(int characters, long ours, long springJdk, long springJson) {
    }

}
