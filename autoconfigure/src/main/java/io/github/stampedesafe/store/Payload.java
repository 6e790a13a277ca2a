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
import java.util.zip.DataFormatException;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;

/**
 * A value as it is stored: the bytes a {@link PayloadCodec} wrote, compressed or not, or
 * the remembered {@code null} of a method that returned none. Neither copied nor changed.
 */
public final class Payload {

    private static final Payload NULL = new Payload(null, 0, 0, false);

    private final byte @Nullable [] bytes;

    /** Where the value begins. */
    private final int offset;

    private final long shape;

    private final boolean compressed;

    private Payload(byte @Nullable [] bytes, int offset, long shape, boolean compressed) {
        this.bytes = bytes;
        this.offset = offset;
        this.shape = shape;
        this.compressed = compressed;
    }

    /**
     * Returns the payload of a value that is not {@code null}, of a type whose shape is
     * not known.
     * @param bytes what the codec wrote, may be empty
     */
    public static Payload of(byte[] bytes) {
        return of(bytes, 0);
    }

    /**
     * Returns the payload of a value that is not {@code null}.
     * @param bytes what the codec wrote, may be empty
     * @param shape fingerprint of the shape of the value's type, 0 if it is not known
     */
    public static Payload of(byte[] bytes, long shape) {
        return new Payload(bytes, 0, shape, false);
    }

    /**
     * Returns the payload of a value that is stored compressed.
     * @param deflated what the codec wrote, in the format of zlib
     * @param shape fingerprint of the shape of the value's type, 0 if it is not known
     */
    public static Payload compressed(byte[] deflated, long shape) {
        return new Payload(deflated, 0, shape, true);
    }

    /**
     * Returns the payload of a value that is not {@code null} and stands at the end of an
     * array, which is kept as a whole.
     * @param stored the array
     * @param offset where the value begins; from 0 to the length of the array
     * @param shape fingerprint of the shape of the value's type, 0 if it is not known
     * @param isCompressed whether the value is compressed, in the format of zlib
     */
    public static Payload endOf(byte[] stored, int offset, long shape, boolean isCompressed) {
        return new Payload(stored, offset, shape, isCompressed);
    }

    /** Returns the same value compressed, or this if that does not make it shorter. */
    public Payload compressed() {
        if (this.bytes == null || this.compressed) {
            return this;
        }
        byte[] written = bytes();
        byte[] deflated = Compression.deflate(written);
        return (deflated.length < written.length) ? compressed(deflated, this.shape) : this;
    }

    /** Returns the payload of {@code null}, which is a value of every type. */
    public static Payload ofNull() {
        return NULL;
    }

    /** Whether the value is {@code null}. */
    public boolean isNull() {
        return this.bytes == null;
    }

    /** Whether the bytes are those that the codec wrote, compressed. */
    public boolean isCompressed() {
        return this.compressed;
    }

    /**
     * Returns the value, a new object on each call.
     * @param codec reads what the codec of the value wrote
     * @throws PayloadException if the value is {@code null}, if it is compressed and
     * cannot be expanded, or if the codec cannot read it
     */
    public Object read(PayloadCodec codec) {
        if (this.bytes == null) {
            throw new PayloadException("There are no bytes of null", null);
        }
        return this.compressed ? codec.read(written()) : codec.read(this.bytes, this.offset);
    }

    /**
     * Returns what the codec wrote.
     * @throws PayloadException if it is compressed and cannot be expanded
     */
    public byte[] written() {
        if (!this.compressed) {
            return bytes();
        }
        try {
            return Compression.inflate(bytes());
        }
        catch (DataFormatException ex) {
            throw new PayloadException("The %d compressed bytes of a value cannot be expanded: %s"
                .formatted(bytes().length, ex.getMessage()), ex);
        }
    }

    /** Returns what is stored; empty if the value is {@code null}. */
    public byte[] bytes() {
        if (this.bytes == null) {
            return new byte[0];
        }
        return (this.offset > 0) ? Arrays.copyOfRange(this.bytes, this.offset, this.bytes.length) : this.bytes;
    }

    /** Returns how many bytes are stored, 0 for the remembered {@code null}. */
    public int length() {
        return (this.bytes != null) ? this.bytes.length - this.offset : 0;
    }

    /** Returns the fingerprint of the shape of the value's type, 0 if it is not known. */
    public long shape() {
        return this.shape;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && this.shape == that.shape && this.compressed == that.compressed
                && isNull() == that.isNull() && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes()) + Long.hashCode(this.shape);
    }

    @Override
    public String toString() {
        return isNull() ? "null" : length() + " bytes";
    }

}
