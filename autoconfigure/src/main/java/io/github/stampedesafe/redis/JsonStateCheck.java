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

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.CreatorProperty;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * Finds out whether all that is written of an object is read: a field that a builder does
 * not know, a field that hides another, a number that a constructor asks for and nobody
 * wrote.
 */
final class JsonStateCheck {

    private final SerializationContext context;

    JsonStateCheck(SerializationContext context) {
        this.context = context;
    }

    /**
     * Checks what is written of a type against what is read.
     * @throws IllegalArgumentException that says what is lost
     */
    void check(JavaType type, BeanDeserializerBase reader) {
        ValueSerializer<?> writer = this.context.findValueSerializer(type);
        if (!(writer instanceof BeanSerializerBase)) {
            return;
        }
        requireConstructor(type, reader.getValueInstantiator());
        requireDistinctFields(type.getRawClass());
        Set<String> written = new HashSet<>();
        for (Iterator<PropertyWriter> all = writer.properties(); all.hasNext();) {
            PropertyWriter property = all.next();
            written.add(property.getName());
            if (property.getMember() instanceof AnnotatedField
                    && reader.findProperty(PropertyName.construct(property.getName())) == null) {
                throw new IllegalArgumentException("'%s' has a field '%s' that would be written and not read"
                    .formatted(type.getRawClass().getName(), property.getName()));
            }
        }
        for (Iterator<SettableBeanProperty> all = reader.properties(); all.hasNext();) {
            requireWritten(type, all.next(), written);
        }
    }

    private static void requireConstructor(JavaType type, ValueInstantiator instantiator) {
        if (!instantiator.canCreateUsingDefault() && !instantiator.canCreateFromObjectWith()
                && !instantiator.canCreateUsingDelegate()) {
            throw new IllegalArgumentException(
                    "'%s' has neither a constructor without parameters, nor one that names them, nor a @JsonCreator"
                        .formatted(type.getRawClass().getName()));
        }
    }

    /** An object that is missing is {@code null}, and may be; a number cannot be. */
    private static void requireWritten(JavaType type, SettableBeanProperty property, Set<String> written) {
        if (property instanceof CreatorProperty && property.getType().isPrimitive() && !property.isInjectionOnly()
                && !written.contains(property.getName())) {
            throw new IllegalArgumentException(
                    "'%s' has a constructor that takes '%s', and no field of that name that would be written"
                        .formatted(type.getRawClass().getName(), property.getName()));
        }
    }

    private static void requireDistinctFields(Class<?> type) {
        Map<String, Class<?>> owners = new HashMap<>();
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            for (Field field : one.getDeclaredFields()) {
                boolean isState = !field.isSynthetic()
                        && (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
                Class<?> hiding = isState ? owners.putIfAbsent(field.getName(), one) : null;
                if (hiding != null) {
                    throw new IllegalArgumentException(
                            "'%s' has a field '%s' that hides that of '%s', so that one of them would be lost"
                                .formatted(hiding.getName(), field.getName(), one.getName()));
                }
            }
        }
    }

}
