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

package io.github.stampedesafe.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one cache. */
final class Counters {

    /** The counters of a cache of which nothing is known. */
    static final Counters NONE = new Counters();

    private final Map<CacheCounter, LongAdder> counters = counters(CacheCounter.class);

    private final Map<LoadCause, LongAdder> loads = counters(LoadCause.class);

    private final Map<LoadCause, LongAdder> failedLoads = counters(LoadCause.class);

    private final Map<RecomputeOutcome.Result, LongAdder> recomputes = counters(RecomputeOutcome.Result.class);

    LongAdder of(CacheCounter counter) {
        return Objects.requireNonNull(this.counters.get(counter));
    }

    LongAdder loads(LoadCause cause) {
        return Objects.requireNonNull(this.loads.get(cause));
    }

    LongAdder failedLoads(LoadCause cause) {
        return Objects.requireNonNull(this.failedLoads.get(cause));
    }

    LongAdder recomputes(RecomputeOutcome.Result result) {
        return Objects.requireNonNull(this.recomputes.get(result));
    }

    private static <E extends Enum<E>> Map<E, LongAdder> counters(Class<E> type) {
        Map<E, LongAdder> counters = new EnumMap<>(type);
        for (E kind : type.getEnumConstants()) {
            counters.put(kind, new LongAdder());
        }
        return counters;
    }

}
