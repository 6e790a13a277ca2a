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

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.ReadOnce;

/**
 * Payloads as a Spring Data serializer writes them. What it writes of a type is its own
 * choice, so the shape is that of the class: the names of the serializer and of the type,
 * and the type's fields, recursively.
 */
public final class SerializerCodec implements PayloadCodec {

    private final RedisSerializer<Object> serializer;

    private final Type type;

    private final Class<?> valueClass;

    private final long shape;

    private final TypeShapes shapes = new TypeShapes();

    /**
     * Creates the codec.
     * @param serializer thread-safe; of values of every type that is cached with it
     * @param type the exact type of the values, generic arguments included
     * @throws PayloadException if such values can be read only once
     */
    @SuppressWarnings("unchecked")
    public SerializerCodec(RedisSerializer<?> serializer, Type type) {
        this.serializer = (RedisSerializer<Object>) serializer;
        this.type = type;
        this.valueClass = ClassUtils.resolvePrimitiveIfNecessary(ResolvableType.forType(type).toClass());
        if (ReadOnce.isReadOnce(this.valueClass)) {
            throw new PayloadException("'%s' can be read only once".formatted(type.getTypeName()), null);
        }
        this.shape = this.shapes.fingerprint(type.getTypeName(), serializer.getClass().getName() + " "
                + ShapeText.boxed(type).getTypeName() + " " + FieldShapes.text(type));
    }

    @Override
    public byte[] write(Object value) {
        byte @Nullable [] bytes;
        try {
            bytes = this.serializer.serialize(value);
        }
        // What a serializer throws for another's type is a ClassCastException.
        catch (RuntimeException ex) {
            throw unwritable(value, ex.getMessage(), ex);
        }
        if (bytes == null) {
            throw unwritable(value, "it returned null", null);
        }
        return bytes;
    }

    @Override
    public Object read(byte[] bytes) {
        Object value;
        try {
            value = this.serializer.deserialize(bytes);
        }
        catch (RuntimeException ex) {
            throw unreadable(bytes, ex.getMessage(), ex);
        }
        if (value == null) {
            throw unreadable(bytes, "it returned null", null);
        }
        if (!this.valueClass.isInstance(value)) {
            throw unreadable(bytes,
                    "it returned a %s, not a %s".formatted(value.getClass().getName(), this.valueClass.getName()),
                    null);
        }
        return value;
    }

    @Override
    public long shape() {
        return this.shape;
    }

    @Override
    public String describe(long shape) {
        return this.shapes.describe(shape);
    }

    @Override
    public String remedy(boolean isOfClass) {
        return "'%s' has to read what it writes: configure it so, or name another serializer."
            .formatted(this.serializer.getClass().getName());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a serializer need not have an equals of its
                                           // own
    public boolean equals(@Nullable Object other) {
        return other instanceof SerializerCodec that && this.serializer == that.serializer
                && this.type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return this.type.hashCode();
    }

    private PayloadException unwritable(Object value, @Nullable String reason, @Nullable RuntimeException cause) {
        return new PayloadException("%s could not write a %s: %s".formatted(this.serializer.getClass().getName(),
                value.getClass().getName(), shortened(reason)), cause);
    }

    private PayloadException unreadable(byte[] bytes, @Nullable String reason, @Nullable RuntimeException cause) {
        return new PayloadException("%s could not read the %d bytes of a stored value: %s"
            .formatted(this.serializer.getClass().getName(), bytes.length, shortened(reason)), cause);
    }

    /** Jackson names every level of what it could not write. */
    private static @Nullable String shortened(@Nullable String reason) {
        return (reason != null && reason.length() > 300) ? reason.substring(0, 300) + "…" : reason;
    }

}
