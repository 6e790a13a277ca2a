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

/** Turns values of one type into bytes and back. Thread-safe; never sees {@code null}. */
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

}
