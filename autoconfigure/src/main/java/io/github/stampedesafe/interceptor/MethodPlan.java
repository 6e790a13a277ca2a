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
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.policy.CacheUse;

/**
 * All there is to do for a call of one method: evicts that come before it, cacheables
 * from the outermost to the innermost, puts, and evicts that come after it.
 */
record MethodPlan(String method, ReturnType returnType, boolean isRepeatable, Steps steps, SingleFlightCache cache,
        ChangeSchedule changes) {

    @Nullable Object run(ProxyMethodInvocation invocation) throws Throwable {
        Call call = call(invocation);
        if (!this.steps.before().isEmpty()) {
            remove(this.steps.before(), call, this.changes::scheduleAndApply);
        }
        Object result = result(call, invocation);
        if (this.steps.hasAfterwards()) {
            Object value = this.returnType.stored(result);
            Call returned = call.returning(value);
            for (StoreOperation put : this.steps.puts()) {
                Change change = put.put(this.cache, returned, value);
                if (change != null) {
                    this.changes.schedule(change);
                }
            }
            remove(this.steps.after(), returned, this.changes::schedule);
        }
        return result;
    }

    /**
     * Returns what a call asks the engine for, {@code null} if its condition does not
     * hold. For a method with one cacheable.
     */
    @Nullable Request request(ProxyMethodInvocation invocation) {
        Call call = call(invocation);
        StoreOperation cacheable = this.steps.cacheables().get(0);
        return cacheable.selector().appliesTo(call)
                ? cacheable.request(call, new InvocationLoad(invocation, this.returnType, this.isRepeatable)) : null;
    }

    /** Returns the caches that the method is protected by. */
    Stream<CacheUse> uses() {
        return this.steps.cacheables()
            .stream()
            .map((cacheable) -> new CacheUse(cacheable.selector().cache(), this.method, cacheable.effective()));
    }

    private @Nullable Object result(Call call, ProxyMethodInvocation invocation) throws Throwable {
        Load load = null;
        List<StoreOperation> cacheables = this.steps.cacheables();
        for (int i = cacheables.size() - 1; i >= 0; i--) {
            StoreOperation cacheable = cacheables.get(i);
            if (cacheable.selector().appliesTo(call)) {
                Load inner = (load != null) ? load : new InvocationLoad(invocation, this.returnType, this.isRepeatable);
                load = cacheable.through(this.cache, call, inner);
            }
        }
        return (load != null) ? this.returnType.returned(load.load()) : invocation.proceed();
    }

    private static Call call(ProxyMethodInvocation invocation) {
        Object target = invocation.getThis();
        return new Call((target != null) ? target : invocation.getProxy(), invocation.getMethod(),
                invocation.getArguments());
    }

    private void remove(List<EvictOperation> evicts, Call call, Consumer<Change> schedule) {
        for (EvictOperation evict : evicts) {
            if (evict.selector().appliesTo(call)) {
                schedule.accept(evict.change(this.cache, call));
            }
        }
    }

    /**
     * What a method's annotations ask for.
     *
     * @param before evicts before the method
     * @param cacheables cacheables, the outermost first
     * @param puts puts
     * @param after evicts after the method
     */
    record Steps(List<EvictOperation> before, List<StoreOperation> cacheables, List<StoreOperation> puts,
            List<EvictOperation> after) {

        boolean hasAfterwards() {
            return !this.puts.isEmpty() || !this.after.isEmpty();
        }

    }

}
