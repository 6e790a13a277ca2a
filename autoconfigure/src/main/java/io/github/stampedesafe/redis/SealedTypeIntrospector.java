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

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Gives sealed types that have no Jackson annotations the discriminator of ours. */
final class SealedTypeIntrospector extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value DISCRIMINATOR = JsonTypeInfo.Value.construct(JsonTypeInfo.Id.CUSTOM,
            JsonTypeInfo.As.PROPERTY, "@type", null, false, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        return isDiscriminated(annotated) ? DISCRIMINATOR : null;
    }

    @Override
    public @Nullable Object findTypeIdResolver(MapperConfig<?> config, Annotated annotated) {
        return isDiscriminated(annotated) ? SealedTypeIdResolver.class : null;
    }

    private static boolean isDiscriminated(Annotated annotated) {
        return annotated.getAnnotated() instanceof Class<?> type && SealedTypes.isDiscriminated(type)
                && !annotated.hasAnnotation(JsonTypeInfo.class);
    }

}
