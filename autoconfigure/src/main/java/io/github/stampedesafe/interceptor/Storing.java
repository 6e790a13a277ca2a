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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Change;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * One cacheable or put of a method: how its values are stored.
 *
 * @param address where
 * @param unless when they are not, {@code null} if they always are
 * @param version which version they are
 * @param fairness with whom their loads take turns, {@code null} if with all of the cache
 * @param effective how they are kept
 * @param codec turns them into bytes
 */
record Storing(Address address, @Nullable Condition unless, VersionSource version, @Nullable KeySource fairness,
        EffectivePolicy effective, PayloadCodec codec) {

    Policy policy() {
        return this.effective.policy();
    }

    /** Returns a load that asks the cache first. */
    Load through(SingleFlightCache cache, Call call, Load load) {
        return new CachedLoad(cache, described(call, load));
    }

    /** Returns what a call that nobody makes asks the engine for. */
    Request request(Call call, Load load) {
        DescribedLoad described = described(call, load).detached();
        return new Request(described.key(), policy(), this.codec, described);
    }

    private DescribedLoad described(Call call, Load load) {
        return new DescribedLoad(this, this.address.key(call), call, load);
    }

    /**
     * Returns the change that stores the call's result, {@code null} if there is none.
     */
    @Nullable Change put(SingleFlightCache cache, Call call, @Nullable Object result) {
        if (!this.address.appliesTo(call) || (this.unless != null && this.unless.holds(call))) {
            return null;
        }
        return cache.put(this.address.key(call), policy(), this.codec, result, this.version.version(call));
    }

}
