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

package io.github.stampedesafe.engine;

import io.github.stampedesafe.RecursiveLoadException;

/**
 * Finds a load that asks for its own key: it would follow the flight that its outer load
 * leads, and wait for itself.
 * <p>
 * The rule follows the outer attempts, not the threads: each attempt knows the attempt
 * whose load called it ({@link OuterLoad}), on whatever thread it runs. One load produces
 * all keys of a call for several keys, so that it must not ask for any of them. Two loads
 * that ask for each other's keys are two calls: they wait until their wait limit.
 */
final class RecursionRule {

    private RecursionRule() {
    }

    /**
     * Checks that an attempt may follow a flight.
     * @param attempt the attempt
     * @param leader the leader of the flight
     * @throws RecursiveLoadException if the attempt was called, at whatever remove, by
     * the load of the leader
     */
    static void check(LoadAttempt attempt, LoadAttempt leader) {
        BulkCall bulk = leader.caller().bulk();
        for (LoadAttempt outer = attempt.outer(); outer != null; outer = outer.outer()) {
            if (outer == leader || (bulk != null && outer.caller().bulk() == bulk)) {
                throw new RecursiveLoadException(attempt.key().cache(), attempt.key().text());
            }
        }
    }

}
