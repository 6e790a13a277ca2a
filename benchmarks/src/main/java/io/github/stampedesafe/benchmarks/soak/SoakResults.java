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

package io.github.stampedesafe.benchmarks.soak;

import java.util.List;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one soak found.
 *
 * @param date when it began
 * @param machine cores, JDK and operating system
 * @param instances how many instances there were
 * @param minutes how long there was traffic
 * @param broken a sentence for each gate that did not hold
 * @param samples what was measured under traffic, in its order
 * @param rests what was measured while nobody called, before the traffic and after each
 * round of it
 */
record SoakResults(String date, String machine, int instances, long minutes, List<String> broken, List<Sample> samples,
        List<Rest> rests) {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static SoakResults read(String json) {
        return MAPPER.readValue(json, SoakResults.class);
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

}
