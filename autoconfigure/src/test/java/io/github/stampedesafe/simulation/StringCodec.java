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

package io.github.stampedesafe.simulation;

import java.nio.charset.StandardCharsets;

import io.github.stampedesafe.store.PayloadCodec;

/**
 * Texts as bytes. It reads those of another shape without complaint.
 *
 * @param shape fingerprint of the shape that a release knows
 */
record StringCodec(long shape) implements PayloadCodec {

    @Override
    public byte[] write(Object value) {
        return bytes((String) value);
    }

    @Override
    public Object read(byte[] bytes) {
        return text(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

}
