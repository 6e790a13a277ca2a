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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** What an instance holds near, and when it lets go of it. */
class NearCacheTests extends NearCacheTestSupport {

    private static final Policy STALE = Scene.policy(RULES.with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    @Test
    void aHitOfANearCopyAsksTheStoreNothing() {
        fill();
        assertThat(get(this.a)).isEqualTo("old");
        int asked = gets();
        assertThat(get(this.a)).isEqualTo("old");
        assertThat(get(this.a)).isEqualTo("old");
        assertThat(gets()).isEqualTo(asked);
        assertThat(this.a.store().calls(Operation.MARKS)).isOne();
        assertThat(this.a.listener().count("hit")).isEqualTo(3);
    }

    @Test
    void withoutASettingEveryHitAsks() {
        fill();
        for (int i = 1; i <= 3; i++) {
            get(this.a, Scene.plain());
            assertThat(gets()).isEqualTo(i);
        }
        assertThat(this.a.engine().near().isInUse()).isFalse();
    }

    @Test
    void theSignalOfAChangeDropsTheCopy() {
        fill();
        get(this.a);
        this.b.evict(Scene.KEY);
        this.scene.source.set("new");
        assertThat(get(this.a)).isEqualTo("new");
        this.b.put(Scene.KEY, POLICY, "newer");
        assertThat(get(this.a)).isEqualTo("newer");
    }

    @Test
    void theSignalOfALoadElsewhereDropsTheCopy() {
        fill();
        get(this.a, STALE);
        this.scene.clock.advance(Scene.seconds(11));
        this.a.hears();
        this.scene.source.set("new");
        get(this.b, STALE);
        this.b.refreshes().runAll();
        assertThat(get(this.a, STALE)).isEqualTo("new");
        assertThat(this.a.refreshes().waiting()).isZero();
    }

    @Test
    void anOwnRefreshDropsTheCopyThoughNoSignalComes() {
        holdStale();
        this.scene.source.set("new");
        this.a.refreshes().runAll();
        assertThat(get(this.a, STALE)).isEqualTo("new");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void aRefreshThatFindsAnotherValueDropsTheCopyThoughNoSignalCame() {
        holdStale();
        this.b.put(Scene.KEY, STALE, "put");
        this.a.refreshes().runAll();
        assertThat(get(this.a, STALE)).isEqualTo("put");
        assertThat(this.scene.source.loads()).isZero();
    }

    /** Its copy is stale, and its next signal will be lost. */
    private void holdStale() {
        this.b.put(Scene.KEY, STALE, "old");
        get(this.a, STALE);
        this.scene.clock.advance(Scene.seconds(11));
        this.a.hears().deaf();
        assertThat(get(this.a, STALE)).isEqualTo("old");
        assertThat(gets()).as("questions to the store").isOne();
    }

    @Test
    void anOwnChangeDropsTheCopyThoughNoSignalComes() {
        fill();
        get(this.a);
        this.a.deaf();
        this.a.evict(Scene.KEY);
        this.scene.source.set("new");
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(get(this.a)).isEqualTo("new");
        this.a.put(Scene.KEY, POLICY, "newer");
        assertThat(get(this.a)).isEqualTo("newer");
        assertThat(get(this.a)).isEqualTo("newer");
        this.a.clear(Scene.KEY.cache());
        this.scene.source.set("newest");
        assertThat(get(this.a)).isEqualTo("newest");
    }

    @Test
    void anOwnChangeDropsTheCopyThoughTheStoreDoesNotAnswer() {
        fill();
        get(this.a);
        int asked = gets();
        this.a.store().failBefore(Operation.EVICT);
        Crowd.one(() -> {
            this.a.evict(Scene.KEY);
            return "done";
        }).failure();
        get(this.a);
        assertThat(gets()).isEqualTo(asked + 1);
        this.a.store().failBefore(Operation.CLEAR);
        Crowd.one(() -> {
            this.a.clear(Scene.KEY.cache());
            return "done";
        }).failure();
        get(this.a);
        assertThat(gets()).isEqualTo(asked + 2);
    }

    @Test
    void anOwnLoadReplacesTheCopyThoughNoSignalComes() {
        Policy stale = Scene.policy(RULES.with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));
        fill();
        get(this.a, stale);
        this.a.deaf();
        this.scene.clock.advance(Scene.seconds(11));
        this.a.hears();
        this.scene.source.set("new");
        assertThat(get(this.a, stale)).isEqualTo("old");
        this.a.refreshes().runAll();
        assertThat(get(this.a, stale)).isEqualTo("new");
    }

    @Test
    void aRecomputeLooksAtWhatIsStored() {
        fill();
        get(this.a);
        this.a.deaf();
        this.b.evict(Scene.KEY);
        assertThat(get(this.a)).as("its signal is under way").isEqualTo("old");
        List<@Nullable Entry> seen = new ArrayList<>();
        List<RecomputeOutcome> ends = new ArrayList<>();
        Request request = new Request(Scene.KEY, POLICY, new StringCodec(), this.scene.source);
        this.a.engine().recompute(request, (entry) -> !seen.add(entry), ends::add);
        this.a.refreshes().runAll();
        assertThat(seen).hasSize(1).containsOnlyNulls();
    }

    @Test
    void aCopyIsNotServedLongerThanItsEntry() {
        fill();
        get(this.a);
        this.scene.clock.advance(Scene.seconds(10));
        this.a.hears();
        this.scene.source.set("new");
        assertThat(get(this.a)).isEqualTo("new");
    }

    @Test
    void aCopyWhoseEntryIsOverTakesNoPlace() {
        fill();
        get(this.a);
        assertThat(this.a.engine().near().usage(Scene.KEY.cache()).copies()).isOne();
        this.scene.clock.advance(Scene.seconds(10));
        this.a.hears();
        assertThat(this.a.engine().find(Scene.KEY, POLICY, new StringCodec())).isNull();
        assertThat(this.a.engine().near().usage(Scene.KEY.cache()).copies()).isZero();
    }

    @Test
    void aTimeToLiveOfItsOwnEndsACopyBefore() {
        Policy brief = Scene.policy(RULES.with(NEAR_CACHE_TTL, Scene.seconds(1)));
        fill();
        get(this.a, brief);
        int asked = gets();
        this.scene.clock.advance(Scene.seconds(1).minusNanos(1));
        this.a.hears();
        get(this.a, brief);
        assertThat(gets()).isEqualTo(asked);
        this.scene.clock.advance(Duration.ofNanos(1));
        this.a.hears();
        get(this.a, brief);
        get(this.a, brief);
        assertThat(gets()).isEqualTo(asked + 1);
    }

    @Test
    void aClearElsewhereCountsForCopies() {
        fill();
        get(this.a);
        this.b.clear(Scene.KEY.cache());
        this.scene.source.set("new");
        assertThat(get(this.a)).isEqualTo("new");
    }

    @Test
    void asynchronousCallsAndLooksUseTheCopy() {
        fill();
        get(this.a);
        int asked = gets();
        StringCodec codec = new StringCodec();
        assertThat(this.a.engine().getAsync(Scene.KEY, POLICY, codec, this.scene.source).toCompletableFuture().join())
            .isEqualTo("old");
        Value found = this.a.engine().find(Scene.KEY, POLICY, codec);
        assertThat(found).isEqualTo(new Value("old"));
        assertThat(gets()).isEqualTo(asked);
    }

}
