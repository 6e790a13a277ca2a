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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.key.KeyText;

/**
 * Loads ids by one call of the method when the calls that asked for them are over. The
 * load of each key checks itself, and knows its condition and its version.
 *
 * @param first a call with one of the ids, and with all other arguments
 * @param origin the call that asked for that id
 * @param ids the ids
 */
record RefreshedIds(BulkInvocation first, Call origin, Ids ids) implements BulkLoad {

    @Override
    public Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
        Ids some = this.ids.of(keys);
        return this.first.values(method(some).load(), some);
    }

    @Override
    public CompletionStage<@Nullable Object> start(List<CacheKey> keys) {
        return method(this.ids.of(keys)).start();
    }

    @Override
    public Map<CacheKey, @Nullable Object> valuesOf(List<CacheKey> keys, @Nullable Object returned) {
        return this.first.values(returned, this.ids.of(keys));
    }

    private Load method(Ids some) {
        return Objects.requireNonNull(this.first.method(some).repeatable());
    }

    /**
     * Ids of several calls can be loaded together if all other arguments are equal and
     * cannot change. A sorted set may take ids of other calls for the same.
     */
    @Override
    public Object group() {
        @Nullable Object[] arguments = this.first.call().arguments();
        int position = this.first.bulk().parameter().position();
        List<@Nullable Object> others = new ArrayList<>();
        boolean isConstant = !(arguments[position] instanceof SortedSet);
        for (int i = 0; i < arguments.length; i++) {
            if (i != position) {
                others.add(arguments[i]);
                isConstant &= KeyText.isConstant(arguments[i]);
            }
        }
        return isConstant ? new SameMethod(this.first.bulk(), this.first.invocation().getProxy(), others) : this.origin;
    }

    @Override
    public BulkLoad with(List<BulkLoad> others) {
        return new RefreshedIds(this.first, this.origin,
                Ids.together(Stream.concat(Stream.of(this), others.stream().map(RefreshedIds.class::cast))
                    .map(RefreshedIds::ids)
                    .toList()));
    }

    /**
     * What calls have in common that differ in their ids only.
     *
     * @param bulk the cacheable
     * @param proxy the bean
     * @param others the other arguments
     */
    private record SameMethod(BulkOperation bulk, Object proxy, List<@Nullable Object> others) {

        @Override
        @SuppressWarnings("ReferenceEquality") // beans may be equal and still be others
        public boolean equals(@Nullable Object other) {
            return other instanceof SameMethod same && this.bulk == same.bulk && this.proxy == same.proxy
                    && this.others.equals(same.others);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(this.proxy) + this.others.hashCode();
        }

    }

}
