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

package io.github.stampedesafe.near;

import java.util.concurrent.ConcurrentMap;

import com.github.benmanes.caffeine.cache.Caffeine;

import io.github.stampedesafe.engine.NearMaps;

/** Near copies in bounded maps of Caffeine, which keep what is used often and lately. */
public final class CaffeineNearMaps implements NearMaps {

    /**
     * Runs its upkeep on the threads that read and write, so that it needs none of its
     * own.
     */
    @Override
    public <K, V> ConcurrentMap<K, V> create(int size) {
        return Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).<K, V>build().asMap();
    }

}
