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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.BulkCalls;
import io.github.stampedesafe.engine.BulkRequest;
import io.github.stampedesafe.engine.LinkedFuture;
import io.github.stampedesafe.key.CacheKey;

/**
 * A cacheable of a method that takes several ids.
 *
 * @param operation the cacheable; its selector is that of a call with one id
 * @param parameter the parameter that holds the ids
 * @param ids tells the ids of a call
 * @param result what the method returns
 */
record BulkOperation(StoreOperation operation, IdParameter parameter, IdsSource ids, BulkResult result) {

    /**
     * Answers a call.
     * @return what the caller gets
     * @throws Throwable what the method threw, or why there are no values
     */
    Object get(BulkCalls cache, Call call, ProxyMethodInvocation invocation, MethodLoads loads) throws Throwable {
        Ids asked = ids(call);
        return returned(asked, cache.get(request(asked, call, invocation, loads)));
    }

    /**
     * Prepares the answer to a call that no thread waits for. The ids are read now.
     * @return begins the call, and returns what brings what the caller gets
     * @throws io.github.stampedesafe.UnsupportedKeyException if an id has no key
     */
    Supplier<CompletionStage<@Nullable Object>> getLater(BulkCalls cache, Call call, ProxyMethodInvocation invocation,
            MethodLoads loads) {
        Ids asked = ids(call);
        BulkRequest request = request(asked, call, invocation, loads);
        return () -> LinkedFuture.ofAnswer(cache.getAsync(request), (found) -> returned(asked, found));
    }

    private BulkRequest request(Ids asked, Call call, ProxyMethodInvocation invocation, MethodLoads loads) {
        return new BulkRequest(asked.distinctKeys(), this.operation.policy(), this.operation.codec(),
                new BulkInvocation(this, asked, call, invocation, loads));
    }

    private Object returned(Ids asked, List<@Nullable Object> found) {
        List<CacheKey> keys = asked.distinctKeys();
        Map<CacheKey, @Nullable Object> values = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(keys.get(i), found.get(i));
        }
        return this.result.result(asked, values);
    }

    private Ids ids(Call call) {
        List<@Nullable Object> ids = this.parameter.ids(call);
        // The method gets the ids of which the keys were made, even if the caller changes
        // its collection meanwhile.
        return this.ids.ids((ids != null) ? this.parameter.replaced(call, ids) : call);
    }

}
