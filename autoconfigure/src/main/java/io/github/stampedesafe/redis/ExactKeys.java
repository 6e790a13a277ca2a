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

import java.io.StringWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.Version;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.KeyDeserializers;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;

/**
 * Writes the keys of a map so that they can be read: a key that is not simply its text is
 * written as JSON, like any value of its type. Jackson writes {@code toString()} and
 * reads it with whatever constructor takes a text.
 */
final class ExactKeys extends JacksonModule {

    /** Their text is the key, and Jackson reads it exactly. */
    private static final Set<Class<?>> PLAIN = Set.of(String.class, Boolean.class, Byte.class, Short.class,
            Character.class, Integer.class, Long.class, UUID.class, LocalDate.class, Instant.class);

    @Override
    public String getModuleName() {
        return "stampede-safe-keys";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.addKeySerializers(new Serializers() {

            @Override
            public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
                    BeanDescription.Supplier description, JsonFormat.@Nullable Value format) {
                return isPlain(type) ? null : new Writer(type);
            }

        });
        KeyDeserializers readers = (type, config, description) -> isPlain(type) ? null : new Reader(type);
        context.addKeyDeserializers(readers);
    }

    private static boolean isPlain(JavaType type) {
        return PLAIN.contains(type.getRawClass()) || type.isEnumType() || type.isPrimitive();
    }

    private static final class Writer extends ValueSerializer<Object> {

        private final JavaType type;

        Writer(JavaType type) {
            this.type = type;
        }

        @Override
        public void serialize(Object key, JsonGenerator generator, SerializationContext context) {
            StringWriter text = new StringWriter();
            try (JsonGenerator nested = context.tokenStreamFactory().createGenerator(context, text)) {
                write(key, nested, context);
            }
            generator.writeName(text.toString());
        }

        private void write(Object key, JsonGenerator generator, SerializationContext context) {
            JavaType actual = this.type.isContainerType() ? this.type
                    : context.constructSpecializedType(this.type, key.getClass());
            ValueSerializer<Object> serializer = context.findPrimaryPropertySerializer(actual, null);
            TypeSerializer typeSerializer = context.findTypeSerializer(this.type);
            if (typeSerializer != null) {
                serializer.serializeWithType(key, generator, context, typeSerializer);
            }
            else {
                serializer.serialize(key, generator, context);
            }
        }

    }

    private static final class Reader extends KeyDeserializer {

        private final JavaType type;

        Reader(JavaType type) {
            this.type = type;
        }

        @Override
        public @Nullable Object deserializeKey(String text, DeserializationContext context) {
            try (JsonParser nested = context.tokenStreamFactory().createParser(ObjectReadContext.empty(), text)) {
                nested.nextToken();
                return context.findRootValueDeserializer(this.type).deserialize(nested, context);
            }
        }

    }

}
