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

import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policy;

/**
 * A method that is protected from stampedes.
 *
 * @param method class, name and parameter types, such as
 * {@code OrderService.totals(String)}
 * @param cache name of its cache
 * @param effective the policy that applies, all layers considered
 */
public record ProtectedMethod(String method, String cache, EffectivePolicy effective) {

    /** Returns the policy that applies. */
    public Policy policy() {
        return this.effective.policy();
    }

}
