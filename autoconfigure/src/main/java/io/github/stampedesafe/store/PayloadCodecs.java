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

package io.github.stampedesafe.store;

import java.lang.reflect.Type;

import io.github.stampedesafe.PayloadException;

/** Finds the codec of a cache and type. Asked once for a method, not on each call. */
@FunctionalInterface
public interface PayloadCodecs {

    /**
     * Returns the codec.
     * @param cache name of the cache
     * @param type the exact type of its values, generic arguments included
     * @throws PayloadException if values of that type cannot be stored
     */
    PayloadCodec codec(String cache, Type type);

}
