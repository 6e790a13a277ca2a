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
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static org.assertj.core.api.Assertions.assertThat;

/** A near cache of hot keys holds the keys that are hot, as long as they are. */
class NearHotTests {

    private static final Policy POLICY = Scene.policy(Scene.rules().with(NEAR_CACHE, NearCache.HOT));

    private final Scene scene = new Scene();

    private final Switch rates = new Switch();

    private final Instance instance = Instance.counting(this.scene.shared, this.rates);

    @BeforeEach
    void hears() throws Throwable {
        this.instance.hears();
        get();
    }

    @Test
    void aColdKeyIsAskedForEachTime() throws Throwable {
        int before = gets();
        get();
        get();
        assertThat(gets()).isEqualTo(before + 2);
    }

    @Test
    void aHotKeyIsAskedForOnce() throws Throwable {
        this.rates.hot = true;
        int before = gets();
        get();
        get();
        assertThat(gets()).isEqualTo(before + 1);
    }

    @Test
    void aKeyThatIsNoLongerHotLosesItsCopy() throws Throwable {
        this.rates.hot = true;
        get();
        this.instance.engine().refreshMarks();
        int before = gets();
        get();
        assertThat(gets()).isEqualTo(before);
        this.rates.hot = false;
        this.instance.engine().refreshMarks();
        get();
        assertThat(gets()).isEqualTo(before + 1);
    }

    @Test
    void whereNothingTellsWhichKeysAreHotNoKeyIs() throws Throwable {
        Instance plain = Instance.on(this.scene.shared).hears();
        for (int asked = 1; asked <= 3; asked++) {
            plain.get(Scene.KEY, POLICY, this.scene.source);
            assertThat(plain.store().calls(Operation.GET)).isEqualTo(asked);
        }
    }

    private void get() throws Throwable {
        this.instance.get(Scene.KEY, POLICY, this.scene.source);
    }

    private int gets() {
        return this.instance.store().calls(Operation.GET);
    }

    private static final class Switch implements ReadRates {

        private boolean hot;

        @Override
        public void recordRead(Request request, @Nullable Entry found) {
        }

        @Override
        public double rate(CacheKey key) {
            return 0;
        }

        @Override
        public boolean isHot(CacheKey key) {
            return this.hot;
        }

    }

}
