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

package io.github.stampedesafe.engine;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.LoadCause;

/**
 * Surrounds every load, on the thread on which it starts: what observes loads, or gives
 * them a context, stands here. Thread-safe. All beans of this type apply, see
 * {@link #around}.
 */
@FunctionalInterface
public interface LoadScope {

    /** Surrounds loads with nothing. */
    LoadScope NONE = (request, cause) -> request.load().start();

    /**
     * Starts the load of a request, once. A load that occupies a thread has ended when
     * this method returns.
     * @param request what is loaded
     * @param cause why
     * @return what {@link Load#start()} returned, or a stage that ends with the same
     * value or the same failure, itself and not wrapped
     */
    CompletionStage<@Nullable Object> start(Request request, LoadCause cause);

    /**
     * Returns a scope that runs this one around another: the load of the request that
     * this scope is given runs in the other.
     */
    default LoadScope around(LoadScope inner) {
        return new NestedScopes(this, inner);
    }

    /**
     * Returns the scope of a load that the current thread's call gives rise to, and that
     * another thread will run when the call is over: one that remembers of this thread
     * what it has to know. Never blocks, throws nothing, and allocates nothing where
     * there is nothing to remember.
     */
    default LoadScope captured() {
        return this;
    }

}
