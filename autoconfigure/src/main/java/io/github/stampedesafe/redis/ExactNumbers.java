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

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.jackson.JsonNodeDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells the numbers of a JSON tree apart: a tree knows whether a number is a double or a
 * decimal, and its JSON does not. A double is written with a small {@code e}, which a
 * decimal never has.
 */
final class ExactNumbers extends SimpleModule {

    private static final long serialVersionUID = 1L;

    ExactNumbers() {
        super("stampede-safe-numbers");
        addSerializer(JsonNode.class, new Writer());
        addReader(JsonNode.class);
        addReader(ObjectNode.class);
        addReader(ArrayNode.class);
    }

    private <T extends JsonNode> void addReader(Class<T> type) {
        addDeserializer(type, new Reader<>(type));
    }

    private static final class Writer extends ValueSerializer<JsonNode> {

        @Override
        public void serialize(JsonNode tree, JsonGenerator generator, SerializationContext context) {
            tree.serialize(new JsonGeneratorDelegate(generator) {

                @Override
                public JsonGenerator writeNumber(double number) {
                    if (Double.isFinite(number)) {
                        String text = Double.toString(number).replace('E', 'e');
                        this.delegate.writeNumber((text.indexOf('e') < 0) ? text + "e0" : text);
                    }
                    else {
                        this.delegate.writeNumber(number);
                    }
                    return this;
                }

            }, context);
        }

    }

    private static final class Reader<T extends JsonNode> extends ValueDeserializer<T> {

        private final Class<T> type;

        private final ValueDeserializer<?> reader;

        Reader(Class<T> type) {
            this.type = type;
            this.reader = JsonNodeDeserializer.getDeserializer(type);
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return this.type.cast(this.reader.deserialize(new JsonParserDelegate(parser) {

                @Override
                public NumberTypeFP getNumberTypeFP() {
                    boolean isDouble = currentToken() == JsonToken.VALUE_NUMBER_FLOAT && getString().indexOf('e') >= 0;
                    return isDouble ? NumberTypeFP.DOUBLE64 : NumberTypeFP.BIG_DECIMAL;
                }

            }, context));
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return this.reader.getNullValue(context);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return this.reader.getAbsentValue(context);
        }

    }

}
