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

package io.github.stampedesafe.store;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;

/**
 * Turns values of one type into bytes and back. Thread-safe; never sees {@code null}.
 * <p>
 * Codecs that are equal are of the same type: calls with equal codecs may share an object
 * that cannot be stored.
 */
public interface PayloadCodec {

    /**
     * Writes a value.
     * @param value the value
     * @throws PayloadException if it cannot be written
     */
    byte[] write(Object value);

    /**
     * Reads a value, a new object on each call.
     * @param bytes what {@link #write} returned, perhaps by another release
     * @throws PayloadException if the bytes are not such a value
     */
    Object read(byte[] bytes);

    /**
     * Reads a value that is the end of an array, as {@link #read(byte[])} does. A codec
     * that can read a part of an array saves a copy on each hit.
     * @param bytes an array that ends with what {@link #write} returned; never changed
     * @param offset where the value begins; from 0 to the length of the array
     * @throws PayloadException as above
     */
    default Object read(byte[] bytes, int offset) {
        return read((offset > 0) ? Arrays.copyOfRange(bytes, offset, bytes.length) : bytes);
    }

    /**
     * Returns the codec that writes a value: this one, unless it leaves that to another
     * one for each type of value. What it returns may refuse to write the value, but this
     * method throws nothing.
     * @param value the value
     */
    default PayloadCodec writing(Object value) {
        return this;
    }

    /**
     * Returns the codec that reads bytes of a shape: this one if the shape is its own.
     * @param shape fingerprint of the shape, 0 if it is not known
     * @return the codec, {@code null} if there is none
     */
    default @Nullable PayloadCodec reading(long shape) {
        return (shape == shape()) ? this : null;
    }

    /**
     * Returns the fingerprint of the shape of the type: the same in every process and
     * release in which values of the type are written alike. It is stored with each
     * value, and bytes of another shape are never handed to {@link #read}. 0 if the codec
     * does not know the shape; then it only reads what a codec wrote that does not,
     * either.
     */
    default long shape() {
        return 0;
    }

    /**
     * Returns what to call the type of a shape in a message to an operator.
     * @param shape a fingerprint, of any codec
     */
    default String describe(long shape) {
        return (shape != 0) ? "a type of the shape %016x".formatted(shape) : "a type of unknown shape";
    }

    /** Returns the method whose values are written, for messages; empty for code. */
    default String method() {
        return "";
    }

    /**
     * Returns what to do about a value that does not come back as it was written: one
     * sentence for a developer, with its full stop.
     * @param isOfClass whether a part comes back as an object of another class
     */
    default String remedy(boolean isOfClass) {
        return "Make the codec read what it writes.";
    }

}
