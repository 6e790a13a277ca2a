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

import java.util.List;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.SharedRanking;

/** The registry of hot keys, as an operator sees it. Thread-safe. */
public interface HotKeys {

    /** Returns how many keys are counted one by one on this instance. */
    int tracked();

    /**
     * Returns the keys of a cache that are counted one by one on this instance, the one
     * whose recomputation saves most first. Never blocks.
     * @param cache name of the cache
     */
    List<HotKey> keys(String cache);

    /**
     * Returns the ranking of the whole cluster as this instance last read it, highest
     * score first. Never blocks.
     * @param cache name of the cache
     */
    List<SharedRanking.Ranked> ranking(String cache);

    /**
     * Recomputes a key now, in the background, however fresh it is. Never blocks.
     * @param key the key
     * @return whether this instance knows how: it has been asked for the key lately
     */
    boolean recompute(CacheKey key);

}
