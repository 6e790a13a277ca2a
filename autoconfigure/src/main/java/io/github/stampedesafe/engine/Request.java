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

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * One call of a cache: what is asked for, how it is kept, and how to produce it.
 *
 * @param key the key
 * @param policy how the value is kept, refreshed and waited for
 * @param codec turns the value into bytes and back
 * @param load produces the value
 */
public record Request(CacheKey key, Policy policy, PayloadCodec codec, Load load) {

    private static final Load NO_LOAD = () -> {
        throw new IllegalStateException("A look for what is stored loads nothing");
    };

    /**
     * Returns a request for what is stored, whose load is not made yet or never needed.
     */
    public static Request withoutLoad(CacheKey key, Policy policy, PayloadCodec codec) {
        return new Request(key, policy, codec, NO_LOAD);
    }

    /** Returns the same with another way to produce the value. */
    Request with(Load load) {
        return new Request(this.key, this.policy, this.codec, load);
    }

}
