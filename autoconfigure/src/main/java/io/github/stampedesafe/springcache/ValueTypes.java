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

package io.github.stampedesafe.springcache;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/** Tells the exact type of a value, as far as the value itself shows it. */
final class ValueTypes {

    /** Deeper values are described by types, which have names. */
    private static final int DEEPEST = 10;

    private ValueTypes() {
    }

    /**
     * Returns the type of a value. A list, set or map has the type of its elements if all
     * of them are of one. Empty ones have elements that are strings.
     * @return the type, {@code null} if the value does not show it
     */
    static @Nullable Type of(Object value) {
        return of(value, DEEPEST);
    }

    private static @Nullable Type of(Object value, int depth) {
        if (depth == 0) {
            return null;
        }
        if (value instanceof List<?> list) {
            return generic(List.class, common(list, depth));
        }
        if (value instanceof Set<?> set) {
            return generic(Set.class, common(set, depth));
        }
        if (value instanceof Map<?, ?> map) {
            return generic(Map.class, common(map.keySet(), depth), common(map.values(), depth));
        }
        Class<?> type = (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
        return (type.getTypeParameters().length == 0) ? type : null;
    }

    private static @Nullable Type generic(Class<?> container, @Nullable Type... arguments) {
        ResolvableType[] resolved = new ResolvableType[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Type argument = arguments[i];
            if (argument == null) {
                return null;
            }
            resolved[i] = ResolvableType.forType(argument);
        }
        return ResolvableType.forClassWithGenerics(container, resolved).getType();
    }

    private static @Nullable Type common(Collection<?> elements, int depth) {
        Type common = null;
        for (Object element : elements) {
            Type type = (element != null) ? of(element, depth - 1) : common;
            if (element != null && (type == null || (common != null && !common.equals(type)))) {
                return null;
            }
            common = type;
        }
        return (common != null) ? common : String.class;
    }

}
