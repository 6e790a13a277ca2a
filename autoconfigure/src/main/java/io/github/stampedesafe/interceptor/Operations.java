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
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;

/**
 * What a method's annotations ask for.
 *
 * @param before evicts before the method
 * @param cacheables cacheables, the outermost first
 * @param bulk the one cacheable, if it takes several ids, {@code null} if none does
 * @param puts puts
 * @param after evicts after the method
 */
record Operations(List<EvictOperation> before, List<StoreOperation> cacheables, @Nullable BulkOperation bulk,
        List<PutOperation> puts, List<EvictOperation> after) {

    /** Whether the method has one cacheable and nothing else. */
    boolean isOneCacheable() {
        return this.cacheables.size() == 1 && this.before.isEmpty() && !hasAfterwards();
    }

    /**
     * Returns a load that asks the caches of a call, {@code null} if no cacheable applies
     * to it.
     * @param method the load of what no cache has
     * @param through makes a load that asks one cache before another load
     */
    @Nullable Load load(Call call, Load method, BiFunction<StoreOperation, Load, Load> through) {
        Load load = null;
        for (int i = this.cacheables.size() - 1; i >= 0; i--) {
            StoreOperation cacheable = this.cacheables.get(i);
            if (cacheable.selector().appliesTo(call)) {
                load = through.apply(cacheable, (load != null) ? load : method);
            }
        }
        return load;
    }

    /**
     * Returns what a call that nobody makes asks the engine for, {@code null} if the
     * cacheable does not apply to it. For a method with a schedule, which has one
     * cacheable of one key.
     */
    @Nullable Request request(Call call, Load method) {
        StoreOperation cacheable = this.cacheables.get(0);
        return cacheable.selector().appliesTo(call) ? cacheable.request(call, method) : null;
    }

    /**
     * Returns the positions of the arguments whose elements are the keys of a put, or of
     * an evict after the method.
     */
    List<Integer> positionsOfKeys() {
        Stream<@Nullable IdsSource> sources = Stream.concat(this.puts.stream().map(PutOperation::ids),
                this.after.stream().map(EvictOperation::ids));
        return sources.flatMap(Stream::ofNullable).map(IdsSource::position).filter((at) -> at >= 0).distinct().toList();
    }

    boolean hasAfterwards() {
        return !this.puts.isEmpty() || !this.after.isEmpty();
    }

    /** Whether a change after the method depends on what the method brings. */
    boolean usesResult() {
        return !this.puts.isEmpty() || this.after.stream().anyMatch(EvictOperation::usesResult);
    }

}
