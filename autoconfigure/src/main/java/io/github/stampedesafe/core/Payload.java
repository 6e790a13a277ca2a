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

package io.github.stampedesafe.core;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A value as it is stored: the bytes a {@link PayloadCodec} wrote, or the remembered
 * {@code null} of a method that returned none. Neither copied nor changed.
 */
public final class Payload {

    private static final Payload NULL = new Payload(null);

    private final byte @Nullable [] bytes;

    private Payload(byte @Nullable [] bytes) {
        this.bytes = bytes;
    }

    /**
     * Returns the payload of a value that is not {@code null}.
     * @param bytes what the codec wrote, may be empty
     */
    public static Payload of(byte[] bytes) {
        return new Payload(bytes);
    }

    /** Returns the payload of {@code null}. */
    public static Payload ofNull() {
        return NULL;
    }

    /** Whether the value is {@code null}. */
    public boolean isNull() {
        return this.bytes == null;
    }

    /** Returns what the codec wrote; empty if the value is {@code null}. */
    public byte[] bytes() {
        return (this.bytes != null) ? this.bytes : new byte[0];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && Arrays.equals(this.bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(this.bytes);
    }

    @Override
    public String toString() {
        return (this.bytes != null) ? this.bytes.length + " bytes" : "null";
    }

}
