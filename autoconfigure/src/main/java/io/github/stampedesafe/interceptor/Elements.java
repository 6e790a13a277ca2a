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

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.CollectionFactory;
import org.springframework.util.ObjectUtils;

/** The elements of whatever holds several. */
final class Elements {

    private Elements() {
    }

    /**
     * Returns the elements of a collection or an array, or the keys of a map.
     * @return a list of its own, {@code null} if the value holds no elements
     */
    static @Nullable List<@Nullable Object> of(@Nullable Object value) {
        if (value instanceof Iterable<?> several) {
            List<@Nullable Object> list = new ArrayList<>();
            several.forEach(list::add);
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        return (value != null && value.getClass().isArray())
                ? new ArrayList<>(Arrays.asList(ObjectUtils.toObjectArray(value))) : null;
    }

    /**
     * Returns a collection, an array or a map that holds the same elements and is, as far
     * as possible, of the same kind; any other value itself.
     */
    static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            Collection<Object> copy = CollectionFactory.createApproximateCollection(value, several.size());
            copy.addAll(several);
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = CollectionFactory.createApproximateMap(value, map.size());
            copy.putAll(map);
            return copy;
        }
        return (value != null && value.getClass().isArray()) ? copyOfArray(value) : value;
    }

    private static Object copyOfArray(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return copy;
    }

    /**
     * Whether a value of a type may hold elements, as it does or as one of a subclass.
     */
    static boolean mayBeIn(Class<?> type) {
        return type.isArray() || Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)
                || !Modifier.isFinal(type.getModifiers());
    }

}
