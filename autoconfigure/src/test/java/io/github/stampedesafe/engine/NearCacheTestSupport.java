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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;

/** Two instances that hold near what they read, and hear the signals of the store. */
abstract class NearCacheTestSupport {

    static final PolicyLayer RULES = Scene.rules().with(NEAR_CACHE, NearCache.ALL);

    static final Policy POLICY = Scene.policy(RULES);

    final Scene scene = new Scene();

    final Instance a = this.scene.a;

    final Instance b = this.scene.b;

    @BeforeEach
    void everybodyHears() {
        this.a.hears();
        this.b.hears();
    }

    void fill() {
        get(this.b, Scene.plain());
    }

    @Nullable Object get(Instance instance) {
        return get(instance, POLICY);
    }

    @Nullable Object get(Instance instance, Policy policy) {
        try {
            return instance.get(Scene.KEY, policy, this.scene.source);
        }
        catch (Throwable ex) {
            throw new AssertionError(ex);
        }
    }

    int gets() {
        return this.a.store().calls(Operation.GET);
    }

}
