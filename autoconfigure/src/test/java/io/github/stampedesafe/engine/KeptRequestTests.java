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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** A request that is kept for many calls answers each of them as a call of its own. */
class KeptRequestTests extends NearCacheTestSupport {

    private static final Policy STALE = Scene.policy(RULES.with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    private static final LoadSource<String> NO_LOADS = (key, call) -> {
        throw new AssertionError("A load is made that nobody needs");
    };

    @Test
    void aFreshCopyIsAHitThatAsksTheStoreNothingAndMakesNoLoad() throws Throwable {
        fill();
        get(this.a);
        int asked = gets();
        assertThat(get(this.a, POLICY, NO_LOADS)).isEqualTo("old");
        assertThat(gets()).isEqualTo(asked);
        assertThat(this.a.listener().count("hit totals:DE FRESH")).isEqualTo(2);
    }

    @Test
    void withoutACopyTheStoreIsAsked() throws Throwable {
        fill();
        assertThat(get(this.a, POLICY, this::load)).isEqualTo("old");
        assertThat(gets()).isOne();
        assertThat(get(this.a, POLICY, NO_LOADS)).as("the answer is held").isEqualTo("old");
        assertThat(gets()).isOne();
    }

    @Test
    void anAbsentKeyIsLoadedForTheCallThatAsks() throws Throwable {
        LoadSource<String> loads = (key, call) -> () -> key + " for " + call;
        assertThat(get(this.a, POLICY, loads)).isEqualTo("totals:DE for call");
        assertThat(this.a.listener().count("miss totals:DE")).isOne();
    }

    @Test
    void aStaleCopyIsServedAndRefreshedByTheLoadOfTheCall() throws Throwable {
        fill();
        get(this.a, STALE);
        int asked = gets();
        this.scene.clock.advance(Scene.seconds(11));
        this.a.hears();
        this.scene.source.set("new");
        assertThat(get(this.a, STALE, this::load)).isEqualTo("old");
        assertThat(gets()).isEqualTo(asked);
        assertThat(this.a.listener().count("hit totals:DE STALE")).isOne();
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(get(this.a, STALE, this::load)).isEqualTo("new");
    }

    @Test
    void aReadOfACopyIsCountedByItsKeyIfThatIsEnough() throws Throwable {
        CountedReads reads = new CountedReads(true);
        Instance instance = withCopy(reads);
        reads.counted.clear();
        assertThat(get(instance, POLICY, NO_LOADS)).isEqualTo("old");
        assertThat(reads.counted).containsExactly("key");
    }

    @Test
    void aReadOfACopyIsCountedByItsRequestIfTheKeyIsNotEnough() throws Throwable {
        CountedReads reads = new CountedReads(false);
        Instance instance = withCopy(reads);
        reads.counted.clear();
        assertThat(get(instance, POLICY, this::load)).isEqualTo("old");
        assertThat(reads.counted).containsExactly("request");
        assertThat(instance.listener().count("hit")).as("each call is told once").isEqualTo(2);
    }

    @Test
    void whatCountsRequestsOnlyIsToldEachRead() throws Throwable {
        List<Load> counted = new ArrayList<>();
        Instance instance = withCopy(new ReadRates() {

            @Override
            public void recordRead(Request request, @Nullable Entry found) {
                counted.add(request.load());
            }

            @Override
            public double rate(CacheKey key) {
                return 0;
            }

        });
        get(instance, POLICY, this::load);
        assertThat(counted).containsExactly(this.scene.source, this.scene.source);
    }

    /** Returns an instance that has read the key once. */
    private Instance withCopy(ReadRates reads) {
        fill();
        Instance instance = Instance.counting(this.scene.shared, reads).hears();
        get(instance);
        return instance;
    }

    private @Nullable Object get(Instance instance, Policy policy, LoadSource<String> loads) throws Throwable {
        SingleFlightCache engine = instance.engine();
        KeptRequest kept = engine.near().keep(Request.withoutLoad(Scene.KEY, policy, new StringCodec()));
        return engine.get(kept, "call", loads);
    }

    private Load load(CacheKey key, String call) {
        return this.scene.source;
    }

    /** Says whether a key is enough to count a read, and how each was counted. */
    private static final class CountedReads implements ReadRates {

        private final List<String> counted = new ArrayList<>();

        private final boolean isKeyEnough;

        private CountedReads(boolean isKeyEnough) {
            this.isKeyEnough = isKeyEnough;
        }

        @Override
        public void recordRead(Request request, @Nullable Entry found) {
            this.counted.add("request");
        }

        @Override
        public boolean recordRead(CacheKey key, @Nullable Entry found) {
            if (this.isKeyEnough) {
                this.counted.add("key");
            }
            return this.isKeyEnough;
        }

        @Override
        public double rate(CacheKey key) {
            return 0;
        }

    }

}
