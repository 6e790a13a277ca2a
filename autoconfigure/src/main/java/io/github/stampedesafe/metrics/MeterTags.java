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

package io.github.stampedesafe.metrics;

import java.util.Locale;

import io.micrometer.core.instrument.Tag;

import io.github.stampedesafe.event.LoadCause;

/** What meters and observations are told apart by: never a key. */
final class MeterTags {

    static final String CACHE = "cache";

    static final String CAUSE = "cause";

    static final Tag SUCCESS = Tag.of("outcome", "success");

    static final Tag FAILURE = Tag.of("outcome", "failure");

    private MeterTags() {
    }

    static Tag cause(LoadCause cause) {
        return Tag.of(CAUSE, value(cause));
    }

    /** Returns a constant as the value of a tag: {@code HALF_OPEN} is half_open. */
    static String value(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

}
