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

package io.github.stampedesafe.key;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Judges the declared type of a key, before there is a key: whether a key can be made of
 * it, and of which kind the text is. What a key itself says is judged by {@link KeyText}.
 */
public final class DeclaredKeyTypes {

    /** Types whose supertypes may be keys. */
    private static final List<Class<?>> HOLDERS = List.of(String.class, Enum.class, Record.class, ArrayList.class,
            LinkedHashSet.class, TreeSet.class, HashMap.class, TreeMap.class, Optional.class, Object[].class);

    private final boolean orUnlikely;

    private final Set<Class<?>> seen = new HashSet<>();

    private DeclaredKeyTypes(boolean orUnlikely) {
        this.orUnlikely = orUnlikely;
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

    /**
     * Returns the part of a type of which no key can be made, {@code null} if a key can
     * be made of all that is known of it. A record, a collection or an array is looked
     * into; a class that is no key has no subclass that is one.
     * @param type the exact type
     * @param orUnlikely whether an interface counts that no key type is known to
     * implement, although a record or an enum may
     */
    public static @Nullable Class<?> unsupported(Type type, boolean orUnlikely) {
        return new DeclaredKeyTypes(orUnlikely).unsupported(type);
    }

    private @Nullable Class<?> unsupported(Type type) {
        if (type instanceof GenericArrayType array) {
            return unsupported(array.getGenericComponentType());
        }
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            Class<?> own = unsupported(raw);
            boolean holds = own == null && structure(raw) != null;
            return holds ? first(Arrays.asList(parameterized.getActualTypeArguments())) : own;
        }
        return (type instanceof Class<?> known) ? unsupported(known) : null;
    }

    private @Nullable Class<?> unsupported(Class<?> type) {
        if (!this.seen.add(type)) {
            return null;
        }
        if (type.isArray()) {
            return unsupported(type.getComponentType());
        }
        if (type.isRecord()) {
            return first(Stream.of(type.getRecordComponents()).map(RecordComponent::getGenericType).toList());
        }
        if (kind(type) != null || HOLDERS.stream().anyMatch(type::isAssignableFrom) || KeyLeaf.isSuperclass(type)) {
            return null;
        }
        if (type.isSealed()) {
            return first(Arrays.asList(type.getPermittedSubclasses()));
        }
        return (!type.isInterface() || this.orUnlikely) ? type : null;
    }

    private @Nullable Class<?> first(List<? extends Type> types) {
        return types.stream().map(this::unsupported).filter(Objects::nonNull).findFirst().orElse(null);
    }

}
