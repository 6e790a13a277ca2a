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

package io.github.stampedesafe.interceptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.stampedesafe.key.CacheKey;

/**
 * The ids of a call, each with its key. Ids that have one key are one id to the method,
 * the first of them.
 */
final class Ids {

    private final List<Object> ids;

    private final List<CacheKey> keys;

    private final Map<CacheKey, Object> byKey = new LinkedHashMap<>();

    /**
     * Creates ids.
     * @param ids the ids in the order of the call
     * @param keys the key of each
     */
    Ids(List<Object> ids, List<CacheKey> keys) {
        this.ids = ids;
        this.keys = keys;
        for (int i = 0; i < keys.size(); i++) {
            this.byKey.putIfAbsent(keys.get(i), ids.get(i));
        }
    }

    /** Returns the ids of several calls as those of one. */
    static Ids together(List<Ids> calls) {
        return new Ids(calls.stream().flatMap((call) -> call.ids.stream()).toList(),
                calls.stream().flatMap((call) -> call.keys.stream()).toList());
    }

    /** Returns all ids, in the order of the call. */
    List<Object> all() {
        return this.ids;
    }

    /** Returns the keys of all ids. */
    List<CacheKey> keys() {
        return this.keys;
    }

    /** Returns the keys, each once. */
    List<CacheKey> distinctKeys() {
        return List.copyOf(this.byKey.keySet());
    }

    /** Returns the ids of some of the keys. */
    Ids of(List<CacheKey> some) {
        return new Ids(some.stream().map((key) -> Objects.requireNonNull(this.byKey.get(key))).toList(), some);
    }

}
