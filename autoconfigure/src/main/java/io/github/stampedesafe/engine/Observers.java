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
 * Who looks on while the engine works.
 *
 * @param listener hears what it does
 * @param demand counts what is asked for
 * @param scope surrounds loads
 */
public record Observers(CacheListener listener, Demand demand, LoadScope scope) {

    /** Creates observers of which only one listens. */
    public Observers(CacheListener listener) {
        this(listener, Demand.UNKNOWN, LoadScope.NONE);
    }

}
