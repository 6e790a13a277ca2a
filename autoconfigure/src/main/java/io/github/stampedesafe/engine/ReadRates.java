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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;

/** Counts reads, and tells how often a key is read. Thread-safe. */
public interface ReadRates {

    /** Counts nothing: no rate is known. */
    ReadRates UNKNOWN = new ReadRates() {

        @Override
        public void recordRead(Request request, @Nullable Entry found) {
        }

        @Override
        public boolean recordRead(CacheKey key, @Nullable Entry found) {
            return true;
        }

        @Override
        public double rate(CacheKey key) {
            return 0;
        }

    };

    /**
     * Records a read. Called for every call before it is answered, so an implementation
     * never blocks, throws nothing, and allocates nothing for a key that is known.
     * @param request what is asked for
     * @param found what is stored, {@code null} if nothing is or the store did not answer
     */
    void recordRead(Request request, @Nullable Entry found);

    /**
     * Records a read of a key as {@link #recordRead(Request, Entry)} does, if the request
     * tells nothing that is not known yet.
     * @param key the key
     * @param found what is stored
     * @return whether the read was recorded; if not, it is recorded with its request
     */
    default boolean recordRead(CacheKey key, @Nullable Entry found) {
        return false;
    }

    /**
     * Returns how often a key is read.
     * @param key the key
     * @return reads per second, by all instances together as far as this instance knows;
     * 0 for a key that is read too rarely to be counted
     */
    double rate(CacheKey key);

    /**
     * Whether a key is hot in the cluster, as far as this instance knows. Never blocks.
     * @param key the key
     */
    default boolean isHot(CacheKey key) {
        return false;
    }

}
