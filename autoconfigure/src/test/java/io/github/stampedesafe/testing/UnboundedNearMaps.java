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

package io.github.stampedesafe.testing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntBiFunction;

import io.github.stampedesafe.engine.NearMaps;

/** Near copies in maps that drop nothing. */
public final class UnboundedNearMaps implements NearMaps {

    @Override
    public <K, V> ConcurrentMap<K, V> create(int size) {
        return new ConcurrentHashMap<>();
    }

    @Override
    public <K, V> ConcurrentMap<K, V> create(long most, ToIntBiFunction<K, V> weight) {
        return new ConcurrentHashMap<>();
    }

}
