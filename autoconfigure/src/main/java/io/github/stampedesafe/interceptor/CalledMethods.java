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
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * The annotated methods that were called, found again by identity: a proxy hands over the
 * same {@link Method} object with every call, and to look that up by its name and its
 * parameters would be a good part of what a hit of a near copy costs.
 * <p>
 * Each place is taken once and stays taken, so that the memory is bounded and methods
 * that share a place do not drive each other out: the second is never found. Thread-safe;
 * finding allocates nothing.
 */
final class CalledMethods {

    private static final int PLACES = 1 << 10;

    private final AtomicReferenceArray<@Nullable Called> places = new AtomicReferenceArray<>(PLACES);

    /** Returns the method, {@code null} if it was not remembered. */
    @SuppressWarnings("ReferenceEquality") // equal objects are looked up elsewhere
    @Nullable CachedMethod find(Method method, Class<?> targetClass) {
        Called called = this.places.get(place(method));
        return (called != null && called.method == method && called.targetClass == targetClass) ? called.found : null;
    }

    /** Remembers a method, if its place is free. */
    void remember(Method method, Class<?> targetClass, CachedMethod found) {
        this.places.compareAndSet(place(method), null, new Called(method, targetClass, found));
    }

    private static int place(Method method) {
        int hash = System.identityHashCode(method);
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }

    /**
     * A method that was called.
     *
     * @param method as it is called
     * @param targetClass the class of the bean
     * @param found what is known of it
     */
    private record Called(Method method, Class<?> targetClass, CachedMethod found) {
    }

}
