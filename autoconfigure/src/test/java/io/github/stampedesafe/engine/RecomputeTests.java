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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.event.RecomputeOutcome.Result;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.FAILURE_TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** Loads ahead of time, that no caller waits for. */
class RecomputeTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private Policy policy = Scene.plain();

    private final List<RecomputeOutcome> ends = new ArrayList<>();

    private @Nullable Entry judged;

    @Test
    void readersFindTheOldValueUntilTheNewOneIsStored() {
        this.a.put(Scene.KEY, this.policy, "before");
        recompute(this.a, (seen) -> true);
        assertThat(read(this.b)).isEqualTo("before");
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(read(this.b)).isEqualTo("old");
        assertThat(results()).containsExactly(Result.STORED);
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.listener().count("loaded totals:DE RECOMPUTE")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void oneOfAllInstancesThatAskAtTheSameTimeLoads() {
        this.a.put(Scene.KEY, this.policy, "before");
        Predicate<@Nullable Entry> isDue = (seen) -> {
            if (this.judged == null) {
                this.judged = seen;
                // Now that this instance has looked, another one is quicker.
                this.b.refreshes().runAll();
            }
            return true;
        };
        this.scene.clock.advance(Scene.seconds(1));
        recompute(this.b, (seen) -> true);
        recompute(this.a, isDue);
        this.a.refreshes().runAll();
        assertThat(this.scene.source.loads()).isOne();
        assertThat(results()).containsExactly(Result.STORED, Result.NEEDLESS);
    }

    @Test
    void whoFindsTheLeaseTakenLeavesTheLoadToItsHolder() {
        this.a.put(Scene.KEY, this.policy, "before");
        this.scene.leaseTo(Scene.seconds(60));
        recompute(this.a, (seen) -> true);
        this.a.refreshes().runAll();
        assertThat(results()).containsExactly(Result.ELSEWHERE);
        assertThat(this.scene.source.loads()).isZero();
    }

    @Test
    void whatIsNotDueIsNotLoaded() {
        this.a.put(Scene.KEY, this.policy, "before");
        recompute(this.a, (seen) -> {
            this.judged = seen;
            return false;
        });
        this.a.refreshes().runAll();
        assertThat(results()).containsExactly(Result.NEEDLESS);
        assertThat(this.judged).isNotNull();
        assertThat(this.scene.source.loads()).isZero();
        this.scene.assertNothingLeaks();
    }

    @Test
    void nothingThatCouldBeServedIsJudgedAsNothing() {
        this.a.put(Scene.KEY, this.policy, "before");
        this.scene.clock.advance(this.policy.ttl());
        recompute(this.a, (seen) -> seen == null);
        this.a.refreshes().runAll();
        assertThat(results()).containsExactly(Result.STORED);
    }

    @Test
    void anEvictDuringTheLoadKeepsItsValueOut() {
        this.a.put(Scene.KEY, this.policy, "before");
        this.scene.source.meanwhile(() -> {
            this.b.evict(Scene.KEY);
            return null;
        });
        recompute(this.a, (seen) -> true);
        this.a.refreshes().runAll();
        assertThat(results()).containsExactly(Result.UNSTORED);
        assertThat(this.scene.shared.get(Scene.KEY)).isNull();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadThatThrowsLeavesTheOldValue() {
        IOException failure = new IOException("down");
        this.a.put(Scene.KEY, this.policy, "before");
        this.scene.source.fail(failure);
        recompute(this.a, (seen) -> true);
        this.a.refreshes().runAll();
        assertThat(results()).containsExactly(Result.FAILED);
        assertThat(this.ends.get(0).failure()).isSameAs(failure);
        assertThat(read(this.b)).isEqualTo("before");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aStoreThatDoesNotAnswerAndARefusalAreTold() {
        this.a.store().failBefore(Operation.GET);
        recompute(this.a, (seen) -> true);
        this.a.refreshes().runAll();
        this.a.store().heal();
        this.a.leases().failBefore(FaultyLeases.Operation.ACQUIRE);
        recompute(this.a, (seen) -> true);
        this.a.refreshes().runAll();
        this.b.refreshes().capacity(0);
        recompute(this.b, (seen) -> true);
        assertThat(results()).containsExactly(Result.UNAVAILABLE, Result.UNAVAILABLE, Result.REFUSED);
        assertThat(this.a.listener().count("unavailable totals:DE")).isEqualTo(2);
        assertThat(this.b.listener().count("refreshRefused totals:DE")).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aKeyThatIsBeingRecomputedIsNotRecomputedTwice() {
        recompute(this.a, (seen) -> true);
        recompute(this.a, (seen) -> true);
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(results()).containsExactly(Result.ELSEWHERE, Result.STORED);
    }

    @Test
    void noCallerWaitsForTheLookOfARecompute() {
        Hold look = this.a.store().holdAfter(Operation.GET);
        recompute(this.a, (seen) -> true);
        Crowd background = Crowd.of(1, () -> this.a.refreshes().runAll());
        look.awaitReached();
        assertThat(read(this.a)).isEqualTo("old");
        look.release();
        assertThat(background.result()).isEqualTo(1);
        assertThat(results()).containsExactly(Result.NEEDLESS);
        assertThat(this.scene.source.loads()).isOne();
        this.scene.assertNothingLeaks();
    }

    @Test
    void aJudgeThatThrowsLeavesNothingBehind() {
        recompute(this.a, (seen) -> {
            throw new IllegalStateException("no judge");
        });
        try {
            this.a.refreshes().runAll();
        }
        catch (IllegalStateException ex) {
            assertThat(ex).hasMessage("no judge");
        }
        assertThat(this.ends).hasSize(1);
        this.scene.assertNothingLeaks();
    }

    @Test
    void callersAreNotToldOfAFailureThatOnlyALoadWithoutThemHad() {
        this.policy = Scene.policy(Scene.rules().with(FAILURE_TTL, Scene.seconds(30)));
        this.a.put(Scene.KEY, this.policy, "before");
        this.scene.source.fail(new IllegalStateException("No request"));
        recompute(this.a, (seen) -> true);
        this.a.refreshes().runAll();
        assertThat(results()).containsExactly(Result.FAILED);
        this.scene.clock.advance(this.policy.ttl());
        assertThat(read(this.b)).isEqualTo("old");
        this.scene.assertNothingLeaks();
    }

    @Test
    void whoJoinedALoadThatFailedWithoutACallerLoads() {
        Hold load = new Hold();
        this.scene.source.meanwhile(() -> {
            load.stop();
            throw new IllegalStateException("No request");
        });
        recompute(this.a, (seen) -> true);
        Crowd background = Crowd.of(1, () -> this.a.refreshes().runAll());
        load.awaitReached();
        Crowd readers = Crowd.of(3, () -> this.a.get(Scene.KEY, this.policy, this.scene.source));
        this.a.waiting().awaitBlocked(3);
        load.release();
        assertThat(readers.results()).containsOnly("old");
        assertThat(background.result()).isEqualTo(1);
        assertThat(this.scene.source.loads()).isEqualTo(2);
        this.scene.assertNothingLeaks();
    }

    private void recompute(Instance instance, Predicate<@Nullable Entry> isDue) {
        instance.engine()
            .recompute(new Request(Scene.KEY, this.policy, new StringCodec(), this.scene.source), isDue,
                    this.ends::add);
    }

    private @Nullable Object read(Instance instance) {
        return Crowd.of(1, () -> instance.get(Scene.KEY, this.policy, this.scene.source)).result();
    }

    private List<Result> results() {
        return this.ends.stream().map(RecomputeOutcome::result).toList();
    }

}
