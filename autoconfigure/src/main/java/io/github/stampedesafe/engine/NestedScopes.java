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

package io.github.stampedesafe.engine;

import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;

/**
 * One scope around another.
 *
 * @param outer begins first and ends last
 * @param inner surrounds the load itself
 */
record NestedScopes(LoadScope outer, LoadScope inner) implements LoadScope {

    @Override
    public CompletionStage<@Nullable Object> start(Request request, LoadCause cause) {
        return this.outer.start(request.with(new ScopedLoad(this.inner, request, cause)), cause);
    }

    @Override
    public LoadScope captured() {
        LoadScope outer = this.outer.captured();
        LoadScope inner = this.inner.captured();
        return (outer.equals(this.outer) && inner.equals(this.inner)) ? this : new NestedScopes(outer, inner);
    }

    /** A load in a scope. */
    private record ScopedLoad(LoadScope scope, Request request, LoadCause cause) implements Load {

        @Override
        public @Nullable Object load() throws Throwable {
            return valueOf(Steps.result(start().toCompletableFuture()));
        }

        @Override
        public CompletionStage<@Nullable Object> start() {
            return this.scope.start(this.request, this.cause);
        }

        @Override
        public @Nullable Object valueOf(@Nullable Object brought) throws Throwable {
            return this.request.load().valueOf(brought);
        }

        @Override
        public List<CacheKey> keys(CacheKey key) {
            return this.request.load().keys(key);
        }

    }

}
