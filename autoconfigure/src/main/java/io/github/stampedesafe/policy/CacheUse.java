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
 * A place from which a cache is used: a method that is protected from stampedes, or code.
 *
 * @param cache name of the cache
 * @param method class, name and parameter types of the method, such as
 * {@code OrderService.totals(String)}; {@code null} for
 * {@link io.github.stampedesafe.StampedeSafeCaches}
 * @param effective the policy that applies there
 */
public record CacheUse(String cache, @Nullable String method, EffectivePolicy effective) {

    /** Returns the policy that applies there. */
    public Policy policy() {
        return this.effective.policy();
    }

}
