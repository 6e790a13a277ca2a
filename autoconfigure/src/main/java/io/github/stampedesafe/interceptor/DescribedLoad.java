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
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.engine.BulkLoad;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.key.CacheKey;

/**
 * A load with what its annotation says of it.
 *
 * @param operation the cacheable that is called
 * @param key the key that is loaded
 * @param call the call on whose behalf it is
 * @param inner the load itself
 */
record DescribedLoad(StoreOperation operation, CacheKey key, Call call, Load inner) implements Load {

    @Override
    public @Nullable Object load() throws Throwable {
        return this.inner.load();
    }

    @Override
    public CompletionStage<@Nullable Object> start() {
        return this.inner.start();
    }

    @Override
    public @Nullable Object valueOf(@Nullable Object brought) throws Throwable {
        return this.inner.valueOf(brought);
    }

    @Override
    public @Nullable BulkLoad bulk() {
        return this.inner.bulk();
    }

    @Override
    public CompletionStage<@Nullable Object> startTogether(Supplier<CompletionStage<@Nullable Object>> together) {
        return this.inner.startTogether(together);
    }

    @Override
    public boolean isStorable(@Nullable Object value) {
        // The value is there: what the key is made of may have changed meanwhile.
        this.inner.verify();
        return this.operation.isStorable(this.call.returning(value));
    }

    @Override
    public @Nullable Long versionOf(@Nullable Object value) {
        return this.operation.version().version(this.call.returning(value));
    }

    @Override
    public String fairnessKey() {
        return this.operation.fairness().text(this.call);
    }

    @Override
    public @Nullable DescribedLoad repeatable() {
        if (this.inner instanceof DetachedLoad) {
            return this;
        }
        Load repeatable = this.inner.repeatable();
        if (repeatable == null) {
            return null;
        }
        Call remembered = this.call.remembered();
        return new DescribedLoad(this.operation, this.key, remembered,
                new DetachedLoad(this.operation.selector(), this.key, remembered, repeatable));
    }

    @Override
    public DescribedLoad detached() {
        DescribedLoad detached = repeatable();
        if (detached == null) {
            throw new LoadNeedsCallerException(
                    "The bean of %s may end with the call, because it is no singleton. Use a singleton to have values refreshed in the background."
                        .formatted(this.operation.selector().origins().element()),
                    null);
        }
        return detached;
    }

    @Override
    public void verify() {
        this.inner.verify();
    }

}
