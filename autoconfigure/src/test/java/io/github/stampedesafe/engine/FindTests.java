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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** What may be served is found, and nothing is loaded or refreshed for it. */
class FindTests {

    private final Scene scene = new Scene();

    private final Instance a = Instance.remembering(this.scene.shared, Scene.seconds(1));

    @ParameterizedTest
    @EnumSource
    void aFreshValueIsFoundAndIsAHit(Way way) {
        this.scene.b.put(Scene.KEY, Scene.plain(), "stored");
        assertThat(way.find(this.a, Scene.plain())).isEqualTo(new Value("stored"));
        assertThat(this.a.listener().events()).containsExactly("hit totals:DE FRESH");
    }

    @ParameterizedTest
    @EnumSource
    void aStaleValueIsFoundAndNotRefreshed(Way way) {
        Policy stale = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));
        this.scene.fillStale(stale, Scene.seconds(1));
        assertThat(way.find(this.a, stale)).isEqualTo(new Value("stale"));
        assertThat(this.a.listener().events()).containsExactly("hit totals:DE STALE");
        assertThat(this.a.refreshes().waiting()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAbsentIsNotFoundAndIsAMiss(Way way) {
        assertThat(way.find(this.a, Scene.plain())).isNull();
        assertThat(this.a.listener().events()).containsExactly("miss totals:DE");
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @ParameterizedTest
    @EnumSource
    void inAnOutageWhatWasLoadedShortlyBeforeIsFound(Way way) throws Throwable {
        this.a.store().cut();
        assertThat(way.find(this.a, Scene.plain())).isNull();
        this.a.get(Scene.KEY, Scene.plain(), this.scene.source);
        assertThat(way.find(this.a, Scene.plain())).isEqualTo(new Value("old"));
        this.a.store().heal();
        assertThat(way.find(this.a, Scene.plain())).as("the store answers").isNull();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFoundIsHeldNear(Way way) {
        Policy near = Scene.policy(Scene.rules().with(NEAR_CACHE, NearCache.ALL));
        this.a.hears();
        this.scene.b.put(Scene.KEY, near, "stored");
        assertThat(way.find(this.a, near)).isEqualTo(new Value("stored"));
        assertThat(way.find(this.a, near)).isEqualTo(new Value("stored"));
        assertThat(this.a.store().calls(Operation.GET)).isOne();
    }

    enum Way {

        BLOCKING {

            @Override
            @Nullable Value find(Instance instance, Policy policy) {
                return instance.engine().find(Scene.KEY, policy, new StringCodec());
            }

        },

        WITHOUT_A_THREAD {

            @Override
            @Nullable Value find(Instance instance, Policy policy) {
                return instance.engine().findAsync(Scene.KEY, policy, new StringCodec()).toCompletableFuture().join();
            }

        };

        abstract @Nullable Value find(Instance instance, Policy policy);

    }

}
