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
import java.nio.charset.StandardCharsets;

import tools.jackson.core.type.TypeReference;

import io.github.stampedesafe.store.PayloadCodec;

/** Writes and reads JSON of a type by {@link JsonCodecs}. */
abstract class JsonTestSupport {

    final JsonCodecs codecs = new JsonCodecs();

    static Type type(Class<?> type) {
        return type;
    }

    static Type type(TypeReference<?> type) {
        return type.getType();
    }

    String json(Type type, Object value) {
        return new String(this.codecs.codec("totals", type).write(value), StandardCharsets.UTF_8);
    }

    Object read(Type type, String json) {
        return this.codecs.codec("totals", type).read(json.getBytes(StandardCharsets.UTF_8));
    }

    Object roundTrip(Type type, Object value) {
        PayloadCodec codec = this.codecs.codec("totals", type);
        return codec.read(codec.write(value));
    }

    record Sku(String value) {

        @Override
        public String toString() {
            return "a sku";
        }

    }

}
