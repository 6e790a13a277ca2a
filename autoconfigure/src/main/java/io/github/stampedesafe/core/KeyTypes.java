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

package io.github.stampedesafe.core;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** What the type of a key says of its text, before there is a key. */
public final class KeyTypes {

    private KeyTypes() {
    }

    /**
     * Returns the kind of all keys of a type. Keys of two kinds never have the same text.
     * All integral numbers are of one kind.
     * @param type the declared type
     * @return the kind, {@code null} if keys of the type may be of several, or of none
     */
    public static @Nullable String kind(Class<?> type) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        KeyLeaf leaf = KeyLeaf.of(boxed);
        if (leaf != null) {
            return leaf.type();
        }
        if (boxed == String.class) {
            return "string";
        }
        if (boxed.isEnum() || boxed.isRecord()) {
            return boxed.getName();
        }
        if (boxed.isArray()) {
            return (boxed == byte[].class) ? "byte[]" : KeyWriter.nameOfArrays(boxed.getComponentType());
        }
        return structure(boxed);
    }

    private static @Nullable String structure(Class<?> type) {
        if (List.class.isAssignableFrom(type)) {
            return "list";
        }
        if (Set.class.isAssignableFrom(type)) {
            return "set";
        }
        if (Map.class.isAssignableFrom(type)) {
            return "map";
        }
        return (type == Optional.class) ? "optional" : null;
    }

}
