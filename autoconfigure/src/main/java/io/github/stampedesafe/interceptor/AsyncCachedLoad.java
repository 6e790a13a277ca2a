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

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.SingleFlightCache;

/**
 * A load that asks the cache first, and that no thread waits for.
 *
 * @param cache the cache
 * @param described what the cache loads
 */
record AsyncCachedLoad(SingleFlightCache cache, DescribedLoad described) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        return AsyncLoad.joined(start());
    }

    @Override
    public CompletionStage<@Nullable Object> start() {
        StoreOperation operation = this.described.operation();
        return this.cache.getAsync(this.described.key(), operation.policy(), operation.codec(), this.described);
    }

    @Override
    public @Nullable Load repeatable() {
        DescribedLoad repeatable = this.described.repeatable();
        return (repeatable != null) ? new AsyncCachedLoad(this.cache, repeatable) : null;
    }

}
