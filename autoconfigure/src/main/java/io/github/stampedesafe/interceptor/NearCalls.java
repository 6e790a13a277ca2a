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

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

import io.github.stampedesafe.engine.KeptRequest;
import io.github.stampedesafe.engine.LoadSource;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.policy.NearCache;

/**
 * The way of a call whose cache has a near cache: the request of a key is made once and
 * found again by the arguments, so that a hit of a near copy makes neither the text of
 * its key nor anything else. For a method with one cacheable, without condition, whose
 * key is made of constant arguments alone.
 */
final class NearCalls {

    private final SingleFlightCache cache;

    private final StoreOperation operation;

    private final ArgumentMemory<KeptRequest> requests;

    private final LoadSource<ProxyMethodInvocation> loads;

    private NearCalls(SingleFlightCache cache, StoreOperation operation, List<Integer> positions,
            InvocationLoads loads) {
        this.cache = cache;
        this.operation = operation;
        this.requests = new ArgumentMemory<>(positions, operation.policy().nearCacheSize());
        this.loads = (key, invocation) -> operation.described(key, Call.of(invocation), loads.of(invocation));
    }

    /** Returns the way of the calls of a method, {@code null} if they have none. */
    static @Nullable NearCalls of(SingleFlightCache cache, Operations operations, InvocationLoads loads) {
        if (!operations.isOneCacheable()) {
            return null;
        }
        StoreOperation operation = operations.cacheables().get(0);
        EntrySelector selector = operation.selector();
        List<Integer> positions = selector.positions();
        boolean isNear = operation.policy().nearCache() != NearCache.OFF;
        return (isNear && positions != null && selector.condition().equals(Condition.ALWAYS))
                ? new NearCalls(cache, operation, positions, loads) : null;
    }

    /**
     * Returns the request of a call without its load, {@code null} if the call has to go
     * the way of all others.
     */
    @Nullable KeptRequest request(ProxyMethodInvocation invocation) {
        @Nullable Object[] arguments = invocation.getArguments();
        if (!this.requests.canRemember(arguments)) {
            return null;
        }
        KeptRequest known = this.requests.find(arguments);
        if (known == null) {
            known = this.cache.near().keep(this.operation.withoutLoad(Call.of(invocation)));
            this.requests.remember(arguments, known);
        }
        return known;
    }

    /**
     * Returns the value of a call.
     * @param request the request of the call
     * @throws Throwable what the method threw, or why there is no value
     */
    @Nullable Object value(KeptRequest request, ProxyMethodInvocation invocation) throws Throwable {
        return this.cache.get(request, invocation, this.loads);
    }

}
