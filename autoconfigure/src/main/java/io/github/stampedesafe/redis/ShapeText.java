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

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedClassResolver;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.PropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * Writes the shape of a type as a text: names and types of the properties that Jackson
 * writes, recursively, names of enum constants, and the classes that a polymorphic type
 * permits. Everything is in the order of its name, because reflection has none. A type
 * that was written before is a reference to its place.
 * <p>
 * The class of a value with properties is not in the text: a class that is moved or
 * renamed keeps its shape. Any other class stands for itself by its name.
 */
final class ShapeText {

    /** Types that contain themselves with other arguments have no end. */
    private static final int MANY = 200;

    private final SerializationContext context;

    private final Map<JavaType, Integer> places = new HashMap<>();

    private final StringBuilder text = new StringBuilder();

    private ShapeText(SerializationContext context) {
        this.context = context;
    }

    /**
     * Returns the text of a type.
     * @param context what Jackson writes values with
     * @throws RuntimeException if Jackson cannot write such values
     */
    static String of(JavaType type, SerializationContext context) {
        ShapeText shape = new ShapeText(context);
        shape.write(type.isPrimitive() ? context.constructType(boxed(type.getRawClass())) : type);
        return shape.text.toString();
    }

    /**
     * Returns the wrapper of a primitive: a value on its own is never {@code null}, and a
     * method that returns an {@code int} reads what was put as an {@code Integer}.
     */
    static Type boxed(Type type) {
        return (type instanceof Class<?> raw) ? ClassUtils.resolvePrimitiveIfNecessary(raw) : type;
    }

    private void write(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (raw.isEnum()) {
            this.text.append(Arrays.stream(raw.getEnumConstants())
                .map((constant) -> ((Enum<?>) constant).name())
                .sorted()
                .collect(Collectors.joining("|", "enum(", ")")));
        }
        else if (type.isContainerType() || type.isReferenceType()) {
            named(raw.isArray() ? "[]" : raw.getName(), type.getKeyType(), type.getContentType());
        }
        else if (raw.isPrimitive()) {
            this.text.append(raw.getName());
        }
        else if (this.places.size() >= MANY) {
            this.text.append(raw.getName());
        }
        else if (isFirst(type)) {
            writeClasses(type, permitted(type));
        }
    }

    private void writeClasses(JavaType type, Map<String, JavaType> permitted) {
        if (permitted.isEmpty() || (permitted.size() == 1 && permitted.containsValue(type))) {
            writeProperties(type);
            return;
        }
        group('(', permitted, (one) -> {
            if (one.equals(type) || isFirst(one)) {
                writeProperties(one);
            }
        });
    }

    private boolean isFirst(JavaType type) {
        Integer place = this.places.putIfAbsent(type, this.places.size());
        if (place != null) {
            this.text.append('#').append(place);
        }
        return place == null;
    }

    private void writeProperties(JavaType type) {
        ValueSerializer<?> serializer = this.context.findValueSerializer(type);
        Map<String, PropertyWriter> properties = new TreeMap<>();
        if (serializer instanceof BeanSerializerBase) {
            serializer.properties().forEachRemaining((property) -> properties.put(property.getName(), property));
        }
        if (properties.isEmpty()) {
            named(type.getRawClass().getName(), type.getBindings().getTypeParameters().toArray(new JavaType[0]));
        }
        else {
            group('{', properties, this::writeProperty);
        }
    }

    private void writeProperty(PropertyWriter property) {
        JsonSerialize how = property.getAnnotation(JsonSerialize.class);
        if (how != null) {
            this.text.append(how.using().getName()).append(how.contentUsing().getName()).append(how.as().getName());
        }
        JavaType narrowed = (property instanceof BeanPropertyWriter bean) ? bean.getSerializationType() : null;
        write((narrowed != null) ? narrowed : property.getType());
    }

    private <T> void group(char open, Map<String, T> parts, Consumer<T> writer) {
        this.text.append(open);
        parts.forEach((name, part) -> {
            this.text.append(name.length()).append(name).append(':');
            writer.accept(part);
            this.text.append(';');
        });
        this.text.append((open == '{') ? '}' : ')');
    }

    private void named(String name, @Nullable JavaType... arguments) {
        this.text.append(name).append('<');
        for (JavaType argument : arguments) {
            if (argument != null) {
                write(argument);
                this.text.append(',');
            }
        }
        this.text.append('>');
    }

    /** The classes a value may be of, by the names that stand for them in the data. */
    private Map<String, JavaType> permitted(JavaType type) {
        Map<String, JavaType> permitted = new TreeMap<>();
        if (SealedTypes.isDiscriminated(type.getRawClass())) {
            SealedTypes.permitted(type.getRawClass())
                .forEach((name, one) -> permitted.put(name, this.context.constructSpecializedType(type, one)));
            return permitted;
        }
        AnnotatedClass annotated = AnnotatedClassResolver.resolve(this.context.getConfig(), type,
                this.context.getConfig());
        for (NamedType one : this.context.getConfig()
            .getSubtypeResolver()
            .collectAndResolveSubtypesByClass(this.context.getConfig(), annotated)) {
            // A permitted class has the annotations of its base, and so its siblings.
            if (type.getRawClass().isAssignableFrom(one.getType())) {
                permitted.put(one.hasName() ? one.getName() : one.getType().getName(),
                        this.context.constructSpecializedType(type, one.getType()));
            }
        }
        return permitted;
    }

}
