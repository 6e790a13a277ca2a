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

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.impl.TypeWrappedDeserializer;

import io.github.stampedesafe.store.ReadOnce;

/**
 * Finds out whether Jackson can give back a value of a type, before there is one: it
 * notices some impossible types only when it reads, and gives back maps for others.
 */
final class JsonTypeCheck {

    private static final Set<Class<?>> UNSPECIFIC = Set.of(Object.class, Serializable.class, Comparable.class,
            Number.class);

    private final DeserializationContext context;

    private final @Nullable JsonStateCheck state;

    private final Set<JavaType> checked = new HashSet<>();

    /**
     * Creates the check.
     * @param state compares what is written with what is read; {@code null} to leave that
     * to a mapper that is not ours
     */
    JsonTypeCheck(DeserializationContext context, @Nullable JsonStateCheck state) {
        this.context = context;
        this.state = state;
    }

    /**
     * Checks a type and all that it is made of.
     * @throws RuntimeException that says what is wrong with which type
     */
    void check(JavaType type) {
        if (!this.checked.add(type)) {
            return;
        }
        checkSpecific(type);
        if (type.getKeyType() != null) {
            check(type.getKeyType());
        }
        if (type.getContentType() != null) {
            check(type.getContentType());
        }
        ValueDeserializer<?> deserializer = this.context.findRootValueDeserializer(type);
        if (SealedTypes.isDiscriminated(type.getRawClass())) {
            SealedTypes.permitted(type.getRawClass())
                .values()
                .forEach((permitted) -> checkReadable(this.context.constructSpecializedType(type, permitted)));
        }
        else if (!(deserializer instanceof TypeWrappedDeserializer)) {
            checkReadable(type, deserializer);
        }
    }

    private void checkReadable(JavaType permitted) {
        if (SealedTypes.isDiscriminated(permitted.getRawClass()) || this.checked.add(permitted)) {
            checkReadable(permitted, this.context.findNonContextualValueDeserializer(permitted));
        }
    }

    private void checkReadable(JavaType type, ValueDeserializer<?> deserializer) {
        if (deserializer instanceof AbstractDeserializer) {
            throw refused(type, "is abstract and does not say what implements it");
        }
        if (deserializer instanceof ValueInstantiator.Gettable gettable && gettable.getValueInstantiator() != null
                && !gettable.getValueInstantiator().canInstantiate()) {
            throw refused(type, "has no constructor that Jackson can use");
        }
        if (deserializer instanceof BeanDeserializerBase bean) {
            if (bean.getPropertyCount() == 0 && isBeanWithState(type.getRawClass(), bean.getValueInstantiator())) {
                throw refused(type, "has no properties that Jackson can set");
            }
            bean.properties().forEachRemaining((property) -> checkProperty(type, property));
            if (this.state != null) {
                this.state.check(type, bean);
            }
        }
    }

    private static boolean isBeanWithState(Class<?> type, ValueInstantiator instantiator) {
        return instantiator.canCreateUsingDefault() && !instantiator.canCreateUsingDelegate()
                && !instantiator.canCreateFromString()
                && Stream.of(type.getDeclaredFields()).anyMatch((field) -> !Modifier.isStatic(field.getModifiers()));
    }

    private void checkProperty(JavaType owner, SettableBeanProperty property) {
        boolean annotated = property.getAnnotation(JsonDeserialize.class) != null
                || (property.hasValueTypeDeserializer()
                        && !SealedTypes.isDiscriminated(property.getType().getRawClass()));
        if (annotated || property.isInjectionOnly()) {
            return;
        }
        try {
            check(property.getType());
        }
        catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(
                    "%s, in '%s' of '%s'".formatted(ex.getMessage(), property.getName(), owner.getRawClass().getName()),
                    ex);
        }
    }

    private static void checkSpecific(JavaType type) {
        if (UNSPECIFIC.contains(type.getRawClass())) {
            throw refused(type, "does not say what to read");
        }
        if (ReadOnce.isReadOnce(type.getRawClass())) {
            throw refused(type, "can be read only once");
        }
    }

    private static IllegalArgumentException refused(JavaType type, String reason) {
        return new IllegalArgumentException("'%s' %s".formatted(type.getRawClass().getName(), reason));
    }

}
