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

import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntBiFunction;

/** Makes the maps in which an instance holds near copies. */
public interface NearMaps {

    /** For an engine whose policies have no near cache. */
    NearMaps NONE = NoNearMaps.INSTANCE;

    /**
     * Returns a new map.
     * @param <K> keys
     * @param <V> values
     * @param size about how many entries it holds at most; it drops those that are the
     * least worth keeping. Positive
     */
    <K, V> ConcurrentMap<K, V> create(int size);

    /**
     * Returns a new map that is bounded by weight.
     * @param <K> keys
     * @param <V> values
     * @param most about how much its entries weigh together at most; it drops those that
     * are the least worth keeping, and holds none that is heavier. Positive
     * @param weight returns what an entry weighs, the same at any time; not negative
     */
    <K, V> ConcurrentMap<K, V> create(long most, ToIntBiFunction<K, V> weight);

}
