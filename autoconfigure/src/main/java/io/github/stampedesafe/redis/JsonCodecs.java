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

import org.springframework.util.ClassUtils;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.PayloadCodecs;

/**
 * Payloads as JSON, written and read by Jackson for exactly the type that was named,
 * generic arguments included. There are no class names in the data. A value of a sealed
 * type without Jackson annotations gets the simple name of its class as {@code @type};
 * only permitted classes are read.
 * <p>
 * Each codec knows the shape of its type: names and types of the properties that are
 * written, recursively. A value that another release wrote with another shape is never
 * read.
 * <p>
 * Types that JSON cannot give back are refused at once: {@code Object}, wildcards and raw
 * types, also inside another type; interfaces and abstract classes that do not say what
 * implements them; classes without a usable constructor or without properties; streams
 * and iterators.
 */
public final class JsonCodecs implements PayloadCodecs {

    private final JsonMapper mapper;

    private final boolean isOfState;

    private final TypeShapes shapes = new TypeShapes();

    /**
     * Creates codecs with a mapper of their own, which writes the fields of an object and
     * reads what it wrote: every digit of a number, the zone of a time, the order of a
     * set. It asks no annotation that is for web clients, such as {@code @JsonIgnore}.
     */
    public JsonCodecs() {
        this(StateMapper.create(), true);
    }

    /**
     * Creates codecs with somebody else's mapper. What it keeps of a value is its own
     * choice; sealed types are added to it.
     * @param mapper the mapper, which is not changed
     */
    public JsonCodecs(JsonMapper mapper) {
        this(mapper, false);
    }

    private JsonCodecs(JsonMapper mapper, boolean isOfState) {
        this.isOfState = isOfState;
        this.mapper = mapper.rebuild()
            .annotationIntrospector(AnnotationIntrospector
                .pair(mapper.deserializationConfig().getAnnotationIntrospector(), new SealedTypeIntrospector()))
            .build();
    }

    @Override
    public PayloadCodec codec(String cache, Type type) {
        try {
            JavaType javaType = this.mapper.getTypeFactory().constructType(type);
            check(javaType);
            String name = type.getTypeName();
            long shape = this.shapes.fingerprint(name,
                    "json " + ShapeText.of(javaType, this.mapper._serializationContext()));
            return new JsonCodec(cache, name, ClassUtils.resolvePrimitiveIfNecessary(javaType.getRawClass()),
                    this.mapper.readerFor(javaType), this.mapper.writerFor(javaType), shape, this.shapes);
        }
        // Whatever stops Jackson from preparing to read a type is a reason not to store
        // it.
        catch (RuntimeException ex) {
            throw new PayloadException(("Values of type '%s' of cache '%s' could not be read back from JSON: %s. "
                    + "Name an exact type, or bring a RedisSerializer for the cache.")
                .formatted(type.getTypeName(), cache, JsonCodec.reason(ex)), ex);
        }
    }

    /** The contexts are public in spite of their names, and the only way to ask. */
    private void check(JavaType type) {
        JsonStateCheck state = this.isOfState ? new JsonStateCheck(this.mapper._serializationContext()) : null;
        new JsonTypeCheck(this.mapper._deserializationContext(), state).check(type);
    }

}
