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

package io.github.stampedesafe.simulation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.key.CacheKey;

/**
 * The load of several keys, which one call of the method brings.
 *
 * @param source what is cached
 * @param node the instance that loads
 */
record SeveralLoad(Source source, Node node) implements BulkLoad {

    @Override
    public Map<CacheKey, ? extends @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        return this.source.run(keys, this.node);
    }

    @Override
    public boolean isStorable(CacheKey key, @Nullable Object value) {
        return this.source.load(key, this.node).isStorable(value);
    }

    @Override
    public @Nullable Long versionOf(CacheKey key, @Nullable Object value) {
        return this.source.load(key, this.node).versionOf(value);
    }

    @Override
    public Object group() {
        return this.node;
    }

}
