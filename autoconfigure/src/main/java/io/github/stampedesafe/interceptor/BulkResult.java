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

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/** From what a method with several ids returns to the value of each key, and back. */
interface BulkResult {

    /**
     * Returns the values of keys.
     * @param returned what the method returned
     * @param asked the ids that it was called with
     * @param call the call
     * @return the value of each key that has one
     */
    Map<CacheKey, @Nullable Object> values(@Nullable Object returned, Ids asked, Call call);

    /**
     * Returns what a caller gets.
     * @param asked the ids of the call
     * @param values the value of each key
     */
    Object result(Ids asked, Map<CacheKey, @Nullable Object> values);

    /**
     * A map from ids to values. Ids without a value are left out, unless their value is
     * an {@code Optional}.
     *
     * @param value the type of a value
     */
    record OfMap(ReturnType value) implements BulkResult {

        @Override
        public Map<CacheKey, @Nullable Object> values(@Nullable Object returned, Ids asked, Call call) {
            Map<CacheKey, @Nullable Object> values = new HashMap<>();
            if (returned instanceof Map<?, ?> map) {
                for (int i = 0; i < asked.keys().size(); i++) {
                    values.put(asked.keys().get(i), this.value.stored(map.get(asked.all().get(i))));
                }
            }
            return values;
        }

        @Override
        public Object result(Ids asked, Map<CacheKey, @Nullable Object> values) {
            Map<Object, @Nullable Object> result = new LinkedHashMap<>();
            for (int i = 0; i < asked.keys().size(); i++) {
                Object returned = this.value.returned(values.get(asked.keys().get(i)));
                if (returned != null) {
                    result.put(asked.all().get(i), returned);
                }
            }
            return result;
        }

    }

    /**
     * A collection of values that tell their keys. Keys without a value are left out, and
     * each has its value once.
     *
     * @param type the type of the collection
     * @param element the method, for messages
     * @param keyOf makes the key of a value, which is the result of the call it is given
     */
    record OfCollection(BulkReturn type, String element, KeySource keyOf) implements BulkResult {

        @Override
        public Map<CacheKey, @Nullable Object> values(@Nullable Object returned, Ids asked, Call call) {
            Map<CacheKey, @Nullable Object> values = new HashMap<>();
            if (returned instanceof Collection<?> several && !asked.keys().isEmpty()) {
                String cache = asked.keys().get(0).cache();
                Set<CacheKey> keys = Set.copyOf(asked.keys());
                for (Object each : several) {
                    Object value = this.type.value().stored(each);
                    CacheKey key = (value != null) ? new CacheKey(cache, this.keyOf.text(call.returning(value))) : null;
                    if (key != null && keys.contains(key) && values.put(key, value) != null) {
                        throw new IllegalStateException(
                                "%s returned two values for key '%s' of cache '%s', and one can be stored. Return a map of lists."
                                    .formatted(this.element, key.text(), cache));
                    }
                }
            }
            return values;
        }

        @Override
        public Object result(Ids asked, Map<CacheKey, @Nullable Object> values) {
            List<CacheKey> keys = asked.distinctKeys();
            Collection<@Nullable Object> result = this.type.collection(keys.size());
            keys.stream()
                .map(values::get)
                .filter((value) -> value != null)
                .map(this.type.value()::returned)
                .forEach(result::add);
            return result;
        }

    }

}
