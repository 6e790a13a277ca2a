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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What an asynchronous call has of its caller, apart from the thread: with reactive types
 * the context of the subscriber.
 */
interface AsyncCall {

    /** A call that has nothing of its caller but the thread. */
    AsyncCall PLAIN = new AsyncCall() {
    };

    /** Returns what a load has that runs without its caller. */
    default AsyncCall detached() {
        return this;
    }

    /** Makes calls with what the caller has. */
    default <T extends @Nullable Object> T during(Supplier<T> calls) {
        return calls.get();
    }

}
