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
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * The load of one key by a method that loads several.
 *
 * @param bulk the method
 * @param key the key
 */
record BulkKeyLoad(BulkLoad bulk, CacheKey key) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        return of(this.bulk.load(List.of(this.key)));
    }

    @Override
    @SuppressWarnings("unchecked")
    public CompletionStage<@Nullable Object> start() {
        return (CompletionStage<@Nullable Object>) this.bulk.start(List.of(this.key));
    }

    @Override
    public @Nullable Object valueOf(@Nullable Object brought) throws Throwable {
        return of(this.bulk.valuesOf(List.of(this.key), brought));
    }

    private @Nullable Object of(@Nullable Map<CacheKey, ? extends @Nullable Object> values) {
        return (values != null) ? values.get(this.key) : null;
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        return this.bulk.isStorable(this.key, value);
    }

    @Override
    public @Nullable Long versionOf(@Nullable Object value) {
        return this.bulk.versionOf(this.key, value);
    }

    @Override
    public @Nullable Load repeatable() {
        return this.bulk.repeatable(this.key);
    }

    @Override
    public Load detached() {
        return this.bulk.detached(this.key);
    }

    @Override
    public String fairnessKey() {
        return this.bulk.fairnessKey();
    }

}
