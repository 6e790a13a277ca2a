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
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.EffectivePolicy;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * One cacheable or one put of a method.
 *
 * @param selector selects the entry
 * @param unless when the value is not stored
 * @param version tells the version of the value
 * @param fairness groups loads that wait for their turn
 * @param effective the policy of the cache
 * @param codec turns the value into bytes
 */
record StoreOperation(EntrySelector selector, Condition unless, VersionSource version, KeySource fairness,
        EffectivePolicy effective, PayloadCodec codec) implements PutOperation {

    Policy policy() {
        return this.effective.policy();
    }

    /** Returns a load that asks the cache first. */
    Load through(SingleFlightCache cache, Call call, Load load) {
        return new CachedLoad(cache, described(call, load));
    }

    /** Returns a load that asks the cache first, and that no thread waits for. */
    Load throughLater(SingleFlightCache cache, Call call, Load load) {
        return new AsyncCachedLoad(cache, described(call, load));
    }

    /** Returns what a call that nobody makes asks the engine for. */
    Request request(Call call, Load load) {
        DescribedLoad described = described(call, load).detached();
        return new Request(described.key(), policy(), this.codec, described);
    }

    /** Returns what a call asks the engine for, without its load. */
    Request withoutLoad(Call call) {
        return Request.withoutLoad(this.selector.key(call), policy(), this.codec);
    }

    private DescribedLoad described(Call call, Load load) {
        return described(this.selector.key(call), call, load);
    }

    /** Returns the load of a call whose key is known. */
    DescribedLoad described(CacheKey key, Call call, Load load) {
        return new DescribedLoad(this, key, call, load);
    }

    @Override
    public @Nullable Change put(SingleFlightCache cache, Call call, @Nullable Object result) {
        return (this.selector.appliesTo(call) && isStorable(call))
                ? cache.put(this.selector.key(call), policy(), this.codec, result, this.version.version(call)) : null;
    }

    /** Returns the change that stores one of the values that a call has returned. */
    @Nullable Change putOne(SingleFlightCache cache, CacheKey key, Call call, @Nullable Object value) {
        Call ofValue = call.returning(value);
        return isStorable(ofValue) ? cache.put(key, policy(), this.codec, value, this.version.version(ofValue)) : null;
    }

    /** Whether what a call has returned is worth storing. */
    boolean isStorable(Call call) {
        return !this.unless.holds(call);
    }

}
