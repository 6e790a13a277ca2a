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
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.SeveralChanges;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.key.CacheKey;

/**
 * A put of a method that returns several values. A key of which it returns nothing is
 * stored as {@code null}, as a put of one key is.
 *
 * @param operation the put of one key
 * @param ids tells which keys are put
 * @param result what the method returns
 */
record BulkPutOperation(StoreOperation operation, IdsSource ids, BulkResult result) implements PutOperation {

    @Override
    public @Nullable Change put(SingleFlightCache cache, Call call, @Nullable Object returned) {
        if (!this.operation.selector().appliesTo(call)) {
            return null;
        }
        Ids ids = this.ids.ids(call);
        Map<CacheKey, @Nullable Object> values = this.result.values(returned, ids, call);
        List<Change> changes = ids.distinctKeys()
            .stream()
            .map((key) -> this.operation.putOne(cache, key, call, values.get(key)))
            .filter(Objects::nonNull)
            .toList();
        return new SeveralChanges(changes);
    }

}
