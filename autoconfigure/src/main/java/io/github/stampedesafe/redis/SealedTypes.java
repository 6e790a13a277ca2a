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

package io.github.stampedesafe.redis;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonTypeResolver;

/** Which classes a sealed type permits, and how they are named in JSON. */
final class SealedTypes {

    private SealedTypes() {
    }

    /**
     * Whether values of the type get a discriminator from us: it is sealed, and says
     * nothing itself about how to tell its classes apart. An enum whose constants have
     * bodies is sealed too, and needs none.
     */
    static boolean isDiscriminated(Class<?> type) {
        return type.isSealed() && !type.isEnum() && !type.isAnnotationPresent(JsonTypeInfo.class)
                && !type.isAnnotationPresent(JsonTypeResolver.class)
                && !type.isAnnotationPresent(JsonDeserialize.class);
    }

    /**
     * Returns all classes a value may be of, by name: those permitted, and those
     * permitted by them.
     * @throws IllegalArgumentException if two have the same name, or one is open to
     * classes that nobody permitted
     */
    static Map<String, Class<?>> permitted(Class<?> sealed) {
        Map<String, Class<?>> classes = new TreeMap<>();
        collect(sealed, classes);
        return classes;
    }

    /** Returns the class as it was permitted: that of a constant's body is its enum. */
    static Class<?> classOf(Object value) {
        return (value instanceof Enum<?> constant) ? constant.getDeclaringClass() : value.getClass();
    }

    private static void collect(Class<?> type, Map<String, Class<?>> classes) {
        boolean open = !type.isSealed() || type.isEnum();
        if (!Modifier.isAbstract(type.getModifiers()) || type.isEnum()) {
            Class<?> other = classes.putIfAbsent(name(type), type);
            if (other != null && other != type) {
                throw new IllegalArgumentException("'%s' and '%s' have the same name; give one a @JsonTypeName"
                    .formatted(other.getName(), type.getName()));
            }
        }
        else if (open) {
            throw new IllegalArgumentException(
                    "'%s' is abstract and does not say what implements it".formatted(type.getName()));
        }
        if (!open) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, classes);
            }
        }
    }

    private static String name(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        return (name != null && !name.value().isEmpty()) ? name.value() : type.getSimpleName();
    }

}
