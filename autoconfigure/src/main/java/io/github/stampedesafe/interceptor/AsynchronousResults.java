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

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Knows return types whose value is not there yet when the method returns. By name: most
 * are on no class path of ours.
 */
final class AsynchronousResults {

    private static final Set<String> TYPES = Set.of("java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage", "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher", "io.reactivex.rxjava3.core.Completable", "io.reactivex.rxjava3.core.Maybe",
            "io.reactivex.rxjava3.core.Observable", "io.reactivex.rxjava3.core.Single", "io.smallrye.mutiny.Uni",
            "kotlinx.coroutines.Deferred", "kotlinx.coroutines.flow.Flow");

    private static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private AsynchronousResults() {
    }

    static boolean isAsynchronous(@Nullable Class<?> type) {
        return type != null && (TYPES.contains(type.getName()) || isAsynchronous(type.getSuperclass())
                || Arrays.stream(type.getInterfaces()).anyMatch(AsynchronousResults::isAsynchronous));
    }

    static boolean isSuspendFunction(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION);
    }

}
