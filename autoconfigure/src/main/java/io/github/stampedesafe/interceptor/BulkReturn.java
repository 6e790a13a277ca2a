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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What a method returns, or what comes later of it, that brings several values: a map
 * from ids to values, or a collection of values.
 *
 * @param type the class of that
 * @param id the exact type of the ids, {@code null} if they are not returned
 * @param value the type of a value
 */
record BulkReturn(Class<?> type, @Nullable ResolvableType id, ReturnType value) {

    /** Returns what a method brings, {@code null} if it has room for one value. */
    static @Nullable BulkReturn of(Method method, Class<?> targetClass) {
        ResolvableType type = ResolvableType.forType(ReturnType.value(method, targetClass));
        if (Map.class.isAssignableFrom(type.toClass())) {
            ResolvableType map = type.as(Map.class);
            return new BulkReturn(type.toClass(), map.getGeneric(0), value(map.getGeneric(1)));
        }
        if (Collection.class.isAssignableFrom(type.toClass())) {
            return new BulkReturn(type.toClass(), null, value(type.as(Collection.class).getGeneric(0)));
        }
        return null;
    }

    private static ReturnType value(ResolvableType type) {
        return ReturnType.of(ExactType.ofArgument(type));
    }

    boolean isMap() {
        return this.id != null;
    }

    /** Whether a part of the values can be returned as such an object. */
    boolean canHoldPart() {
        return isMap() ? this.type.isAssignableFrom(LinkedHashMap.class)
                : this.type.isAssignableFrom(ArrayList.class) || isSet();
    }

    /** Returns a collection that callers get. */
    Collection<@Nullable Object> collection(int size) {
        return isSet() ? new LinkedHashSet<>() : new ArrayList<>(size);
    }

    private boolean isSet() {
        return !this.type.isAssignableFrom(ArrayList.class) && this.type.isAssignableFrom(LinkedHashSet.class);
    }

}
