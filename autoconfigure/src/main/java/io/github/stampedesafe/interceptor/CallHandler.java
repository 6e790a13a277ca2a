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

import io.github.stampedesafe.engine.Request;

/**
 * Carries the operations of a method out for its calls. Which handler a method has
 * follows from what it returns, and is decided when its annotations are read.
 */
interface CallHandler {

    /**
     * Answers a call.
     * @return what the caller gets
     * @throws Throwable what the method threw, or why there is no value
     */
    @Nullable Object handle(ProxyMethodInvocation invocation) throws Throwable;

    /**
     * Returns what a call that nobody makes asks the engine for, {@code null} if its
     * condition does not hold. For a method with one cacheable.
     */
    @Nullable Request request(ProxyMethodInvocation invocation);

}
