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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * The codec of a call that names no type: it leaves each value to the codec of the type
 * that the value shows, and bytes to the codec of the known type that has their shape.
 *
 * @param types the types that are known
 */
record UntypedCodec(KnownTypes types) implements PayloadCodec {

    @Override
    public byte[] write(Object value) {
        PayloadCodec writer = this.types.writer(value);
        if (writer == null) {
            throw new PayloadException(
                    "A %s does not show the exact type of what is in it, and no method of the cache returns it. "
                        .formatted(value.getClass().getName())
                            + "Put a value of a class of its own, such as a record, or use 'StampedeSafeCache.put', which names a type.",
                    null);
        }
        return writer.write(value);
    }

    @Override
    public Object read(byte[] bytes) {
        throw new PayloadException("Bytes without a shape are of no known type", null);
    }

    @Override
    public PayloadCodec writing(Object value) {
        PayloadCodec writer = this.types.writer(value);
        return (writer != null) ? writer : this;
    }

    @Override
    public @Nullable PayloadCodec reading(long shape) {
        return this.types.reader(shape);
    }

    @Override
    public String describe(long shape) {
        return (shape != shape()) ? this.types.describe(shape) : "a type that is known here";
    }

}
