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

package io.github.stampedesafe.benchmarks.comparison;

/**
 * A way to cache, as one instance of an application uses it. Thread-safe. Exceptions are
 * passed on as the cache throws them.
 */
interface Peer extends AutoCloseable {

    /** Returns the cached value, or what the source returns. */
    Value get(Lifetime lifetime, String key);

    /** Removes the value of a key; returns when the peer says that it is done. */
    void evict(Lifetime lifetime, String key);

    /**
     * Removes all values of a lifetime; returns when the peer says that it is done.
     * @throws UnsupportedOperationException if the peer has no such operation
     */
    void clear(Lifetime lifetime);

    @Override
    void close();

}
