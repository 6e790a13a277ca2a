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

import java.nio.charset.StandardCharsets;

import io.github.stampedesafe.key.CacheKey;

/** Names of what belongs to one key, as they are sent to Redis. */
final class KeyNames {

    private final KeyLayout keys;

    private final CacheKey key;

    KeyNames(KeyLayout keys, CacheKey key) {
        this.keys = keys;
        this.key = key;
    }

    byte[] entry() {
        return utf8(this.keys.entry(this.key));
    }

    byte[] fence() {
        return utf8(this.keys.fence(this.key));
    }

    byte[] lease() {
        return utf8(this.keys.lease(this.key));
    }

    byte[] failure() {
        return utf8(this.keys.failure(this.key));
    }

    byte[] beside() {
        return utf8(this.keys.beside(this.key));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

}
