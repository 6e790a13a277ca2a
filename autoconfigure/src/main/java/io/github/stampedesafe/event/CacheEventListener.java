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

/**
 * Receives events alone, and is never told of hits and misses. For listeners that do not
 * count calls: a hit that is answered from memory takes less than a microsecond, of which
 * each listener that is told of it takes a part.
 */
@FunctionalInterface
public interface CacheEventListener extends CacheListener {

    @Override
    void onEvent(CacheEvent event);

}
