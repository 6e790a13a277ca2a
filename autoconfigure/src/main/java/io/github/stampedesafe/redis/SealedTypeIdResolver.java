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

import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Names the classes of one sealed type. Jackson makes an instance for each. */
final class SealedTypeIdResolver extends TypeIdResolverBase {

    private @Nullable JavaType sealed;

    private Map<String, Class<?>> classes = Map.of();

    private Map<Class<?>, String> names = Map.of();

    @Override
    public void init(JavaType baseType) {
        this.sealed = baseType;
        this.classes = SealedTypes.permitted(baseType.getRawClass());
        this.names = new HashMap<>();
        this.classes.forEach((name, type) -> this.names.put(type, name));
    }

    @Override
    public String idFromValue(DatabindContext context, Object value) {
        String name = this.names.get(SealedTypes.classOf(value));
        if (name == null) {
            throw new IllegalArgumentException(
                    "'%s' is none of the classes that '%s' permits".formatted(value.getClass().getName(), this.sealed));
        }
        return name;
    }

    @Override
    public String idFromValueAndType(DatabindContext context, @Nullable Object value, Class<?> suggested) {
        return (value != null) ? idFromValue(context, value) : this.names.getOrDefault(suggested, "");
    }

    @Override
    public @Nullable JavaType typeFromId(DatabindContext context, String id) {
        Class<?> type = this.classes.get(id);
        return (type != null) ? context.constructSpecializedType(this.sealed, type) : null;
    }

    @Override
    public String getDescForKnownTypeIds() {
        return this.classes.keySet().toString();
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }

}
