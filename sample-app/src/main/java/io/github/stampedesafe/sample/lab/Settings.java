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

import java.time.Duration;

/** The figures of the lab. The page shows them, and each instance is told of them. */
final class Settings {

    /** How long a value is fresh, in both lanes. */
    static final Duration TTL = Duration.ofSeconds(4);

    /** How long after that the protected lane may serve it. */
    static final Duration STALE = Duration.ofSeconds(4);

    /** How long the query keeps a database at work. */
    static final Duration QUERY = Duration.ofMillis(300);

    /** Queries that a database runs at one time. The others queue. */
    static final int CAPACITY = 8;

    static final int DEFAULT_PER_SECOND = 40;

    static final int MOST_PER_SECOND = 200;

    static final int FIRST_INSTANCES = 2;

    static final int MOST_INSTANCES = 4;

    /** Callers that wait for one instance in one lane at one time. */
    static final int MOST_WAITING = 250;

    /** Pages that watch at one time. */
    static final int MOST_LISTENERS = 8;

    /** The product that all callers ask for, except in the scenario of the hot keys. */
    static final int MAIN_KEY = 1;

    /** Products in the database, from 1. */
    static final int KEYS = 100;

    private Settings() {
    }

}
