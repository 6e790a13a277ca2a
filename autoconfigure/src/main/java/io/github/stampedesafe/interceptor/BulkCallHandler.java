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

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;

/**
 * Handles the calls of a method that takes several ids: on the thread of the caller,
 * which waits.
 *
 * @param operations what the annotations ask for
 * @param bulk the one cacheable among them
 * @param loads calls the method
 * @param cache the engine
 * @param changes decides when evicts take effect
 */
record BulkCallHandler(Operations operations, BulkOperation bulk, InvocationLoads loads, SingleFlightCache cache,
        ChangeSchedule changes) implements CallHandler {

    @Override
    public @Nullable Object handle(ProxyMethodInvocation invocation) throws Throwable {
        Call call = Call.of(invocation);
        EvictOperation.schedule(this.operations.before(), this.cache, call, this.changes::scheduleAndApply);
        Object result = this.bulk.operation().selector().appliesTo(call)
                ? this.bulk.get(this.cache.bulk(), call, invocation, this.loads) : invocation.proceed();
        if (!this.operations.after().isEmpty()) {
            EvictOperation.schedule(this.operations.after(), this.cache, call.returning(result),
                    this.changes::schedule);
        }
        return result;
    }

    @Override
    public @Nullable Request request(ProxyMethodInvocation invocation) {
        return null; // a method with several keys has no schedule
    }

}
