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

import java.util.stream.Stream;

import io.github.stampedesafe.policy.CacheUse;

/**
 * All there is to do for the calls of one method.
 *
 * @param method class, name and parameter types of the method
 * @param operations evicts that come before it, cacheables, puts, and evicts that come
 * after it
 * @param calls carries the operations out
 */
record MethodPlan(String method, Operations operations, CallHandler calls) {

    /** Returns the caches that the method is protected by. */
    Stream<CacheUse> uses() {
        return this.operations.cacheables()
            .stream()
            .map((cacheable) -> new CacheUse(cacheable.selector().cache(), this.method, cacheable.effective()));
    }

}
