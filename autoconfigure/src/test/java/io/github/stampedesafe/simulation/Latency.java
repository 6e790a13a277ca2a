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

package io.github.stampedesafe.simulation;

import java.util.SplittableRandom;

/** How long commands and signals are on their way. */
enum Latency {

    /** No time at all: everything happens in the same millisecond. */
    NONE,

    /** A few milliseconds at most. */
    SMALL,

    /** Now and then a lot. */
    UNEVEN;

    static final long MILLI = 1_000_000;

    /** The longest there is, in ns. */
    static final long MOST = 200 * MILLI;

    long draw(SplittableRandom random) {
        if (this == NONE) {
            return 0;
        }
        if (this == UNEVEN && random.nextInt(16) == 0) {
            return random.nextLong(20 * MILLI, MOST);
        }
        return random.nextInt(5) * MILLI / 2;
    }

}
