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

import java.io.Serializable;

/**
 * What the source returns and every peer caches.
 *
 * @param key the key it was loaded for
 * @param version the version of the source's data when the load began
 * @param text pads the value to about 300 bytes of JSON
 */
public record Value(String key, long version, String text) implements Serializable {

    private static final String TEXT = "0123456789abcdef".repeat(16);

    static Value of(String key, long version) {
        return new Value(key, version, TEXT);
    }
}
