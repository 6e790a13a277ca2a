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

package io.github.stampedesafe.benchmarks.soak;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** The cached methods of one instance. */
class Items {

    private final Registers registers;

    Items(Registers registers) {
        this.registers = registers;
    }

    @StampedeSafeCacheable(cacheName = "items", key = "#id", version = "#result.version")
    public Item item(long id) {
        return this.registers.load(id);
    }

    /** Never changes. Its cache holds near copies. */
    @StampedeSafeCacheable(cacheName = "names", key = "#id")
    public String name(long id) {
        return nameOf(id);
    }

    static String nameOf(long id) {
        return "item %d, called by its number".formatted(id);
    }

    @StampedeSafeCachePut(cacheName = "items", key = "#id", version = "#result.version")
    public Item stored(long id, long version) {
        return Item.of(id, version);
    }

    @StampedeSafeCacheEvict(cacheName = "items", key = "#id", version = "#version")
    public void evicted(long id, long version) {
    }

    @StampedeSafeCacheEvict(cacheName = "items", allEntries = true)
    public void cleared() {
    }

}
