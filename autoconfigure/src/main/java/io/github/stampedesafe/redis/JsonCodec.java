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
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

import io.github.stampedesafe.core.PayloadCodec;
import io.github.stampedesafe.core.PayloadException;

/** JSON of one type. */
final class JsonCodec implements PayloadCodec {

    private final String cache;

    private final String type;

    private final ObjectReader reader;

    private final ObjectWriter writer;

    private final long shape;

    private final TypeShapes shapes;

    /**
     * Creates the codec.
     * @param shape fingerprint of the type
     * @param shapes knows the names of other types
     */
    JsonCodec(String cache, String type, ObjectReader reader, ObjectWriter writer, long shape, TypeShapes shapes) {
        this.cache = cache;
        this.type = type;
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
        catch (RuntimeException ex) {
            throw new PayloadException("A %s of cache '%s' could not be written as JSON of '%s': %s"
                .formatted(value.getClass().getName(), this.cache, this.type, reason(ex)), ex);
        }
    }

    @Override
    public Object read(byte[] bytes) {
        Object value;
        try {
            value = this.reader.readValue(bytes);
        }
        catch (RuntimeException ex) {
            throw unreadable(reason(ex), ex);
        }
        if (value == null) {
            throw unreadable("it is null", null);
        }
        return value;
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
