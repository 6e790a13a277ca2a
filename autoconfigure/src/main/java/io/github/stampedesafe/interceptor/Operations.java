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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a method's annotations ask for.
 *
 * @param before evicts before the method
 * @param cacheables cacheables, the outermost first
 * @param puts puts
 * @param after evicts after the method
 */
record Operations(List<EvictOperation> before, List<StoreOperation> cacheables, List<PutOperation> puts,
        List<EvictOperation> after) {

    /** Whether the method has one cacheable and nothing else. */
    boolean isOneCacheable() {
        return this.cacheables.size() == 1 && this.before.isEmpty() && !hasAfterwards();
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
