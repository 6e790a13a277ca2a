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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * The load of a call in code for several keys that occupies no thread.
 *
 * @param <K> the type of the keys
 * @param given the keys
 * @param loader starts to produce values
 */
record StartedKeyedLoad<K>(GivenKeys<K> given,
        Function<List<K>, ? extends CompletionStage<? extends @Nullable Map<K, ? extends @Nullable Object>>> loader)
        implements
            BulkLoad {

    @Override
    public Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        return valuesOf(keys, Steps.result(start(keys).toCompletableFuture()));
    }

    @Override
    public CompletableFuture<@Nullable Object> start(List<CacheKey> keys) {
        return new LinkedFuture<>(this.loader.apply(this.given.asked(keys)), (loaded) -> loaded);
    }

    @Override
    public Map<CacheKey, @Nullable Object> valuesOf(List<CacheKey> keys, @Nullable Object brought) {
        return this.given.loaded(keys, (Map<?, ? extends @Nullable Object>) brought);
    }

}
