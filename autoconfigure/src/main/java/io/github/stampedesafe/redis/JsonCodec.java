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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;

/** JSON of one type. */
final class JsonCodec implements PayloadCodec {

    private final String cache;

    private final String type;

    private final Class<?> valueClass;

    private final ObjectReader reader;

    private final ObjectWriter writer;

    private final long shape;

    private final TypeShapes shapes;

    /**
     * Creates the codec.
     * @param valueClass what values are instances of, no primitive
     * @param shape fingerprint of the type
     * @param shapes knows the names of other types
     */
    JsonCodec(String cache, String type, Class<?> valueClass, ObjectReader reader, ObjectWriter writer, long shape,
            TypeShapes shapes) {
        this.cache = cache;
        this.type = type;
        this.valueClass = valueClass;
        this.reader = reader;
        this.writer = writer;
        this.shape = shape;
        this.shapes = shapes;
    }

    @Override
    public byte[] write(Object value) {
        try {
            return this.writer.writeValueAsBytes(value);
        }
        catch (StackOverflowError | StreamConstraintsException ex) {
            throw new PayloadException(
                    "A %s of cache '%s' could not be written as JSON of '%s': it refers to itself, or is nested deeper than %d levels"
                        .formatted(value.getClass().getName(), this.cache, this.type,
                                StreamWriteConstraints.DEFAULT_MAX_DEPTH),
                    null);
        }
        catch (RuntimeException ex) {
            throw new PayloadException("A %s of cache '%s' could not be written as JSON of '%s': %s"
                .formatted(value.getClass().getName(), this.cache, this.type, reason(ex)), ex);
        }
    }

    @Override
    public Object read(byte[] bytes) {
        return read(bytes, 0);
    }

    @Override
    public Object read(byte[] bytes, int offset) {
        Object value;
        try {
            value = this.reader.readValue(bytes, offset, bytes.length - offset);
        }
        catch (RuntimeException ex) {
            throw unreadable(reason(ex), ex);
        }
        if (value == null) {
            throw unreadable("it is null", null);
        }
        // A deserializer of the application may return anything.
        if (!this.valueClass.isInstance(value)) {
            throw unreadable("it was read as a '%s'".formatted(value.getClass().getName()), null);
        }
        return value;
    }

    @Override
    public String remedy(boolean isOfClass) {
        String remedy = isOfClass
                ? "Make its declared type sealed, annotate that with @JsonTypeInfo, or declare the class that is returned; or"
                : "Return a type that keeps it, such as a list for an order of its own or a field for what is lost; or";
        return remedy + " name a serializer in 'stampede-safe.caches.%s.serializer'.".formatted(this.cache);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonCodec that && this.shapes == that.shapes && this.cache.equals(that.cache)
                && this.type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return this.type.hashCode();
    }

    @Override
    public long shape() {
        return this.shape;
    }

    @Override
    public String describe(long shape) {
        return this.shapes.describe(shape);
    }

    private PayloadException unreadable(@Nullable String reason, @Nullable RuntimeException cause) {
        return new PayloadException(
                "A stored value of cache '%s' is no JSON of '%s': %s".formatted(this.cache, this.type, reason), cause);
    }

    /** What Jackson says, without the place in a source that nobody sees. */
    static @Nullable String reason(RuntimeException failure) {
        return (failure instanceof JacksonException jackson) ? jackson.getOriginalMessage() : failure.getMessage();
    }

}
