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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.SingleFlightCache;

/**
 * A load that asks the cache first.
 *
 * @param cache the cache
 * @param described what the cache loads
 */
record CachedLoad(SingleFlightCache cache, DescribedLoad described) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        StoreOperation operation = this.described.operation();
        return this.cache.get(this.described.key(), operation.policy(), operation.codec(), this.described);
    }

    @Override
    public @Nullable Load repeatable() {
        DescribedLoad repeatable = this.described.repeatable();
        return (repeatable != null) ? new CachedLoad(this.cache, repeatable) : null;
    }

}
