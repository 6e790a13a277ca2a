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

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Makes the mapper of a cache: what it reads is what it wrote. The defaults of Jackson
 * are those of an answer to a web client, which may be rounded, renamed and reordered.
 */
final class StateMapper {

    private StateMapper() {
    }

    static JsonMapper create() {
        return JsonMapper.builder(withoutLimits())
            // Modules of the class path know types that Jackson does not: Kotlin, Guava,
            // …
            .findAndAddModules()
            .addModules(order(), new ExactKeys(), new ExactNumbers(), new ExactTimes())
            // Fields are written and read; annotations for web clients are not asked.
            .annotationIntrospector(new StateIntrospector())
            // A final field that no constructor sets keeps what the initializer made.
            .enable(MapperFeature.ALLOW_FINAL_FIELDS_AS_MUTATORS)
            // Two constants may have the same text, but not the same name.
            .disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
            // 1.10 is not 1.1.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            // Europe/Berlin is not +01:00, and not the zone of this server.
            .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
            .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE, DateTimeFeature.NORMALIZE_DESERIALIZED_ZONE_ID,
                    DateTimeFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE)
            // A value belongs to its caller.
            .disable(SerializationFeature.CLOSE_CLOSEABLE)
            .build();
    }

    /** No limits on the length of what we wrote ourselves. */
    private static JsonFactory withoutLimits() {
        return JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build())
            .build();
    }

    /** Sets, and maps of enums, keep the order in which they were written. */
    private static JacksonModule order() {
        return new SimpleModule("stampede-safe-order").addAbstractTypeMapping(Set.class, LinkedHashSet.class)
            .addAbstractTypeMapping(Map.class, LinkedHashMap.class);
    }

}
