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
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.serializer.RedisSerializer;

import io.github.stampedesafe.PayloadException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SerializerCodecTests {

    @Test
    void serializerWritesAndReads() {
        SerializerCodec codec = new SerializerCodec(RedisSerializer.string(), String.class);

        assertThat(codec.write("Zürich")).isEqualTo(new byte[] { 'Z', (byte) 0xC3, (byte) 0xBC, 'r', 'i', 'c', 'h' });
        assertThat(codec.read(codec.write("Zürich"))).isEqualTo("Zürich");
    }

    @Test
    void whatTheSerializerCannotReadIsRefused() {
        SerializerCodec codec = new SerializerCodec(RedisSerializer.java(), Object.class);

        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec.read(new byte[3]))
            .withMessage("org.springframework.data.redis.serializer.JdkSerializationRedisSerializer could not read the "
                    + "3 bytes of a stored value: Cannot deserialize")
            .withCauseInstanceOf(RuntimeException.class);
    }

    @Test
    void whatTheSerializerCannotWriteIsRefused() {
        SerializerCodec codec = new SerializerCodec(RedisSerializer.string(), String.class);

        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec.write(42))
            .withMessageStartingWith("org.springframework.data.redis.serializer.StringRedisSerializer could not write "
                    + "a java.lang.Integer: ")
            .withCauseInstanceOf(ClassCastException.class);
    }

    @Test
    void serializerThatReturnsNothingIsRefused() {
        String name = Nothing.class.getName();
        SerializerCodec codec = new SerializerCodec(new Nothing(), String.class);

        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec.write("x"))
            .withMessage(name + " could not write a java.lang.String: it returned null");
        assertThatExceptionOfType(PayloadException.class).isThrownBy(() -> codec.read(new byte[1]))
            .withMessage(name + " could not read the 1 bytes of a stored value: it returned null");
    }

    private static final class Nothing implements RedisSerializer<String> {

        @Override
        public byte @Nullable [] serialize(@Nullable String value) {
            return null;
        }

        @Override
        public @Nullable String deserialize(byte @Nullable [] bytes) {
            return null;
        }

    }

}
