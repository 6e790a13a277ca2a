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

package io.github.stampedesafe.actuate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

import io.github.stampedesafe.event.CacheCounter;

/** Figures by kind, named as in JSON: {@code STALE_HIT} is {@code staleHit}. */
final class Counts {

    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

    /** Fields that keep the name with which the endpoint was published. */
    private static final Map<Enum<?>, String> PUBLISHED = Map.of(CacheCounter.STORED, "filled",
            CacheCounter.REFRESH_REFUSED, "refreshRefused", CacheCounter.REFRESH_NEEDS_CALLER, "refreshNeedsCaller");

    private Counts() {
    }

    /** Returns the figure of every kind, in their order. */
    static <E extends Enum<E>> Map<String, Long> of(Class<E> kinds, ToLongFunction<E> figure) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (E kind : kinds.getEnumConstants()) {
            counts.put(name(kind), figure.applyAsLong(kind));
        }
        return counts;
    }

    /** Returns the name of a kind. */
    static String name(Enum<?> kind) {
        String published = PUBLISHED.get(kind);
        return (published != null) ? published : NEXT_WORD.matcher(kind.name().toLowerCase(Locale.ROOT))
            .replaceAll((word) -> word.group(1).toUpperCase(Locale.ROOT));
    }

}
