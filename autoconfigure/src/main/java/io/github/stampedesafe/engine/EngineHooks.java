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

import io.github.stampedesafe.event.CacheListener;

/**
 * What an application plugs into the engine.
 *
 * @param listener hears what the engine does
 * @param readRates counts reads, and tells how often a key is read
 * @param scope surrounds each load
 * @param nearMaps makes the maps of near caches
 */
public record EngineHooks(CacheListener listener, ReadRates readRates, LoadScope scope, NearMaps nearMaps) {

    /** Creates hooks of an engine without near caches. */
    public EngineHooks(CacheListener listener, ReadRates readRates, LoadScope scope) {
        this(listener, readRates, scope, NearMaps.NONE);
    }

    /** Creates hooks with a listener alone. */
    public EngineHooks(CacheListener listener) {
        this(listener, ReadRates.UNKNOWN, LoadScope.NONE);
    }

}
