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

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shapes of types by their fields, whatever is written of them. */
final class FieldShapes {

    private static final JsonMapper FIELDS = JsonMapper.builder()
        .disable(MapperFeature.USE_ANNOTATIONS)
        .changeDefaultVisibility((visibility) -> visibility.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
            .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
        .build();

    private FieldShapes() {
    }

    /** Returns the shape of a type; empty if Jackson cannot look into it. */
    static String text(Type type) {
        try {
            return ShapeText.of(FIELDS.getTypeFactory().constructType(type), FIELDS._serializationContext());
        }
        catch (RuntimeException | StackOverflowError | LinkageError ex) {
            return ""; // the names have to do
        }
    }

}
