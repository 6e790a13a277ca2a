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
import java.util.stream.Stream;

/**
 * What is measured.
 *
 * @param instances numbers of instances, ascending
 * @param keys numbers of keys, ascending
 * @param waiters numbers of callers that wait for one load, ascending
 * @param subscribers numbers of connections that hear signals, ascending
 * @param loads number of loads whose waiting callers are timed
 */
record GrowthPlan(List<Integer> instances, List<Integer> keys, List<Integer> waiters, List<Integer> subscribers,
        int loads) {

    private static final int LOADS = 500;

    /**
     * Reads the largest numbers from a command line; those that are missing are usual.
     */
    static GrowthPlan of(String... largest) {
        return new GrowthPlan(upTo(number(largest, 0, 16), 1, 2), upTo(number(largest, 1, 1_000_000), 1_000, 10),
                upTo(number(largest, 2, 10_000), 1, 10), upTo(number(largest, 3, 1_000), 1, 10), LOADS);
    }

    private static int number(String[] arguments, int index, int otherwise) {
        return (arguments.length > index) ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private static List<Integer> upTo(int largest, int first, int factor) {
        return Stream.iterate(first, (number) -> number <= largest, (number) -> number * factor).toList();
    }

}
