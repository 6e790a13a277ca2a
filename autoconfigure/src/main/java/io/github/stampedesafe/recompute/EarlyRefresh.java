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

package io.github.stampedesafe.recompute;

import java.util.OptionalDouble;

import io.github.stampedesafe.engine.AdaptiveBeta;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.Policy;

/**
 * How the readers of a key refresh it early.
 *
 * @param beta the beta that applies: the policy's, or the key's own
 * @param isOutOfReach whether no beta reaches the wait rate of the policy, because the
 * key is read too rarely; then the policy's beta applies, and only a recompute or
 * stale-while-revalidate keeps callers from waiting
 */
public record EarlyRefresh(double beta, boolean isOutOfReach) {

    /** Returns the early refresh of a key that is read at a rate per second. */
    static EarlyRefresh of(Policy policy, EntryTimes times, double rate) {
        if (policy.earlyExpiration() == EarlyExpirationMode.FIXED) {
            return new EarlyRefresh(policy.beta(), false);
        }
        OptionalDouble own = AdaptiveBeta.of(rate, times.cost(), times.life(), policy.targetWaitRate());
        return new EarlyRefresh(own.orElse(policy.beta()), own.isEmpty());
    }

}
