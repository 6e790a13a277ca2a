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

import io.github.stampedesafe.engine.Load;

/**
 * Makes loads of the calls of one method.
 *
 * @param returnType what the method returns
 * @param isRepeatable whether the bean outlives the call, so that a refresh may call it
 * later
 */
record InvocationLoads(ReturnType returnType, boolean isRepeatable) implements MethodLoads {

    @Override
    public Load of(ProxyMethodInvocation invocation, UnaryOperator<@Nullable Object[]> copy) {
        return new InvocationLoad(this, invocation, copy);
    }

}
