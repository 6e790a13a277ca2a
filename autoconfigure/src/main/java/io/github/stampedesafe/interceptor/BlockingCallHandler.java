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

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.KeptRequest;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;

/**
 * Handles the calls of a method that returns its value: on the thread of the caller,
 * which waits.
 *
 * @param operations what the annotations ask for
 * @param loads calls the method
 * @param cache the engine
 * @param changes decides when puts and evicts take effect
 * @param near the way of calls that may be answered by a near copy, {@code null} if none
 */
record BlockingCallHandler(Operations operations, InvocationLoads loads, SingleFlightCache cache,
        ChangeSchedule changes, @Nullable NearCalls near) implements CallHandler {

    BlockingCallHandler(Operations operations, InvocationLoads loads, SingleFlightCache cache, ChangeSchedule changes) {
        this(operations, loads, cache, changes, NearCalls.of(cache, operations, loads));
    }

    @Override
    public @Nullable Object handle(ProxyMethodInvocation invocation) throws Throwable {
        NearCalls way = this.near;
        KeptRequest known = (way != null) ? way.request(invocation) : null;
        if (way != null && known != null) {
            return this.loads.returnType().returned(way.value(known, invocation));
        }
        Call call = Call.of(invocation);
        EvictOperation.schedule(this.operations.before(), this.cache, call, this.changes::scheduleAndApply);
        Object result = result(call, invocation);
        if (this.operations.hasAfterwards()) {
            Object value = this.loads.returnType().stored(result);
            Call returned = call.returning(value);
            for (PutOperation put : this.operations.puts()) {
                Change change = put.put(this.cache, returned, value);
                if (change != null) {
                    this.changes.schedule(change);
                }
            }
            EvictOperation.schedule(this.operations.after(), this.cache, returned, this.changes::schedule);
        }
        return result;
    }

    @Override
    public @Nullable Request request(ProxyMethodInvocation invocation) {
        return this.operations.request(Call.of(invocation), this.loads.of(invocation));
    }

    private @Nullable Object result(Call call, ProxyMethodInvocation invocation) throws Throwable {
        BulkOperation bulk = this.operations.bulk();
        if (bulk != null) {
            return bulk.operation().selector().appliesTo(call)
                    ? bulk.get(this.cache.bulk(), call, invocation, this.loads) : invocation.proceed();
        }
        Load load = this.operations.load(call, this.loads.of(invocation),
                (cacheable, inner) -> cacheable.through(this.cache, call, inner));
        return (load != null) ? this.loads.returnType().returned(load.load()) : invocation.proceed();
    }

}
