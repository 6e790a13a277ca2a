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

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;

/** One operation that annotations of Spring's ask for, of one invocation. */
interface SpringOperation {

    /** Returns this operation of an invocation with other arguments. */
    SpringOperation with(@Nullable Object[] arguments);

    /** Whether the condition holds, as far as it does not need the result. */
    boolean appliesTo();

    /** Returns the key. */
    Object key();

    /** Whether {@code unless} lets a value be stored. */
    boolean isStorable(@Nullable Object value);

    /** Whether the operation looks for a value before the method is called. */
    boolean isCacheable();

    /** Whether the operation stores what the method returns, whatever is stored. */
    boolean isPut();

    /** Returns the caches, ours as {@link MethodCache}. */
    List<Cache> caches();

}
