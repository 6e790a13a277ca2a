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

package io.github.stampedesafe.interceptor;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.PayloadCodec;

/**
 * A codec that knows whose values it writes. Equal to that of another method with the
 * same codec: they share objects that cannot be stored.
 *
 * @param method class, name and parameter types of the method
 * @param codec the codec
 */
record MethodCodec(String method, PayloadCodec codec) implements PayloadCodec {

    @Override
    public byte[] write(Object value) {
        return this.codec.write(value);
    }

    @Override
    public Object read(byte[] bytes) {
        return this.codec.read(bytes);
    }

    @Override
    public PayloadCodec writing(Object value) {
        PayloadCodec writer = this.codec.writing(value);
        return writer.equals(this.codec) ? this : new MethodCodec(this.method, writer);
    }

    @Override
    public @Nullable PayloadCodec reading(long shape) {
        return this.codec.reading(shape);
    }

    @Override
    public long shape() {
        return this.codec.shape();
    }

    @Override
    public String describe(long shape) {
        return this.codec.describe(shape);
    }

    @Override
    public String remedy(boolean isOfClass) {
        return this.codec.remedy(isOfClass);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodCodec that && this.codec.equals(that.codec);
    }

    @Override
    public int hashCode() {
        return this.codec.hashCode();
    }

}
