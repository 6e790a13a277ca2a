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
 * A key with a weight that was read once. Sorting needs a weight that does not change,
 * and the rate and the cost of a key change all the time.
 *
 * @param key the key
 * @param weight its weight, such as its score
 */
record WeightedKey(TrackedKey key, double weight) {

    static List<WeightedKey> heaviestFirst(Collection<TrackedKey> keys, ToDoubleFunction<TrackedKey> weight) {
        return keys.stream()
            .map((key) -> new WeightedKey(key, weight.applyAsDouble(key)))
            .sorted(Comparator.comparingDouble(WeightedKey::weight).reversed())
            .toList();
    }

}
