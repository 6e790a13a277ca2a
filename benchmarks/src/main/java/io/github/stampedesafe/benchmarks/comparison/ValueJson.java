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

package io.github.stampedesafe.benchmarks.comparison;

import tools.jackson.databind.json.JsonMapper;

/** Values as JSON, for peers that leave the format to their users. */
final class ValueJson {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private ValueJson() {
    }

    static byte[] write(Value value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static Value read(byte[] json) {
        return MAPPER.readValue(json, Value.class);
    }

}
