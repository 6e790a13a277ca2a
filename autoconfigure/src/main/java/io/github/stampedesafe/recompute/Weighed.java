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

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A key, and what it was worth when it was looked at: rates and costs change all the
 * time, and what is sorted must not.
 *
 * @param key the key
 * @param weight what it was worth
 */
record Weighed(TrackedKey key, double weight) {

    static List<Weighed> heaviestFirst(Collection<TrackedKey> keys, ToDoubleFunction<TrackedKey> weight) {
        return keys.stream()
            .map((key) -> new Weighed(key, weight.applyAsDouble(key)))
            .sorted(Comparator.comparingDouble(Weighed::weight).reversed())
            .toList();
    }

}
