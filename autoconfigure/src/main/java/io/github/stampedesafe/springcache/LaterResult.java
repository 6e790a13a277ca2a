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

package io.github.stampedesafe.springcache;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/** The result of a method that returns before its value is there. */
interface LaterResult {

    /**
     * Returns the kind of what a method returns.
     * @param returned the class of what the method returns
     * @return {@code null} if that is the value
     */
    static @Nullable LaterResult of(Class<?> returned) {
        if (CompletionStage.class.isAssignableFrom(returned)) {
            return new FutureResult();
        }
        ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
        if (!registry.hasAdapters()) {
            return null;
        }
        ReactiveAdapter adapter = registry.getAdapter(returned);
        return (adapter != null) ? new ReactiveResult(adapter) : null;
    }

    /**
     * Returns the exact type of the value: a list if there are several.
     * @param returned the exact type that the method returns
     */
    Type type(Type returned);

    /**
     * Returns the value of something that the method returned, which is asked for it if
     * nothing has been yet.
     * @param returned what the method returned
     * @param context what its caller gave with its question, {@code null} for nothing
     * @return the value; fails with the failure of the method, as it is
     */
    CompletionStage<@Nullable Object> value(Object returned, @Nullable Object context);

    /**
     * Returns what a caller of the method gets.
     * @param flight brings the value, each time it is asked for, given what the caller
     * gives with its question
     */
    Object returned(Function<@Nullable Object, CompletionStage<@Nullable Object>> flight);

}
