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

package io.github.stampedesafe.policy;

import org.jspecify.annotations.Nullable;

/**
 * Knows the policy of every cache: its properties win, then the annotation, then the
 * defaults.
 */
@FunctionalInterface
public interface Policies {

    /**
     * Returns the policy of a method, or of a cache used from code.
     * @param cache name of the cache
     * @param annotation what the method's annotation sets, {@code null} if there is none
     */
    Policy policy(String cache, @Nullable PolicyLayer annotation);

    /**
     * Returns the same policy, with the origin of each setting.
     * @param cache name of the cache
     * @param annotation what the method's annotation sets, {@code null} if there is none
     */
    default EffectivePolicy effective(String cache, @Nullable PolicyLayer annotation) {
        return EffectivePolicy.of(policy(cache, annotation), getClass().getName());
    }

}
