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

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/**
 * Makes loads of the calls of one asynchronous method.
 *
 * @param method class, name and parameter types of the method
 * @param result what the method returns
 * @param returnType what its value is
 * @param isSuspending whether the method is a suspend function
 * @param isRepeatable whether the bean outlives the call, so that a refresh may call it
 * later
 */
record AsyncLoads(String method, AsyncResult result, ReturnType returnType, boolean isSuspending,
        boolean isRepeatable) {

    /** Returns the call of an invocation that has not returned. */
    Call call(ProxyMethodInvocation invocation) {
        return this.isSuspending ? Call.ofSuspending(invocation) : Call.of(invocation);
    }

    /** Returns what makes the loads of one call, which may be several. */
    MethodLoads of(AsyncCall call) {
        return (ProxyMethodInvocation invocation, UnaryOperator<@Nullable Object[]> copy) -> new AsyncLoad(this,
                invocation, call, copy);
    }

}
