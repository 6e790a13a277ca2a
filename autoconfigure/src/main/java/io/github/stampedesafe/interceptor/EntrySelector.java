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

package io.github.stampedesafe.interceptor;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * Selects the entry that an operation of a call is about.
 *
 * @param cache name of the cache
 * @param condition whether the operation applies to the call
 * @param source makes the key
 * @param positions positions of the arguments that the key consists of, {@code null} if
 * it is made of anything else
 * @param origins what condition and key are made of, for messages
 */
record EntrySelector(String cache, Condition condition, KeySource source, @Nullable List<Integer> positions,
        Origins origins) {

    boolean appliesTo(Call call) {
        return this.condition.holds(call);
    }

    CacheKey key(Call call) {
        return new CacheKey(this.cache, this.source.text(call));
    }

}
