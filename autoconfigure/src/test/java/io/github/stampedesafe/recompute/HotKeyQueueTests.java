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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Which hot keys begin at a sweep, and that a recompute that ends makes room. */
class HotKeyQueueTests {

    private static final Duration COST = Duration.ofSeconds(1);

    private static final Policy POLICY = policy(0);

    private final MutableClock clock = new MutableClock();

    private final Instance instance = Instance.on(new InMemoryEntryStore(this.clock));

    private final RecordingListener heard = new RecordingListener();

    private Supplier<SingleFlightCache> engine = this.instance::engine;

    @Test
    void aKeyThatBeganSinceItWasPlannedIsNotBegunAgain() {
        Sweeps sweeps = sweeps(2, 100);
        Plan first = plan("totals", "1", POLICY);
        sweeps.sweep(List.of(first), 0);
        sweeps.sweep(List.of(first, plan("totals", "2", POLICY), plan("totals", "3", POLICY)), 0.25);
        assertThat(this.instance.refreshes().waiting()).isEqualTo(2);
        assertThat(this.heard.events()).isEmpty();
    }

    @Test
    void aCacheThatBoundsItsLoadsDoesNotHoldUpOthers() {
        Sweeps sweeps = sweeps(3, 100);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            plans.add(plan("bounded", "k" + i, policy(1)));
        }
        plans.add(plan("totals", "DE", POLICY));
        sweeps.sweep(plans, 0);
        assertThat(this.instance.refreshes().waiting()).isEqualTo(2);
        this.instance.refreshes().runAll();
        assertThat(this.heard.events()).hasSize(4).allMatch((event) -> event.contains(" STORED "));
    }

    @Test
    void whoEndsMakesRoomForTheNext() {
        sweeps(1, 100).sweep(List.of(plan("totals", "1", POLICY), plan("totals", "2", POLICY)), 0);
        assertThat(this.instance.refreshes().waiting()).isOne();
        this.instance.refreshes().take().run();
        assertThat(this.instance.refreshes().waiting()).isOne();
    }

    @Test
    void whatEndsWhileItBeginsDoesNotBeginTheNextInsideItself() {
        Sweeps sweeps = sweeps(1, 1_000_000);
        List<Plan> plans = IntStream.range(0, 20_000).mapToObj((i) -> plan("totals", "k" + i, POLICY)).toList();
        // Somebody else's already: each is told at once that it is elsewhere.
        plans.forEach((plan) -> this.instance.engine()
            .recompute(Objects.requireNonNull(plan.key().repeatable()), (seen) -> true, (end) -> {
            }));
        sweeps.sweep(plans, 0);
        assertThat(this.heard.count("recomputed")).isEqualTo(20_000);
        assertThat(sweeps.mayBegin(plans.get(0).key())).isFalse();
    }

    @Test
    void aKeyThatIsLoadedElsewhereIsLeftAloneForASecond() {
        Sweeps sweeps = sweeps(1, 100);
        Plan plan = plan("totals", "DE", POLICY);
        this.instance.engine().recompute(Objects.requireNonNull(plan.key().repeatable()), (seen) -> true, (end) -> {
        });
        sweeps.sweep(List.of(plan), 0);
        assertThat(this.heard.count("recomputed totals:DE ELSEWHERE")).isOne();
        this.clock.advance(Duration.ofMillis(999));
        assertThat(sweeps.mayBegin(plan.key())).isFalse();
        assertThat(sweeps.canBegin(plan.key())).isTrue();
        this.clock.advance(Duration.ofMillis(1));
        assertThat(sweeps.mayBegin(plan.key())).isTrue();
    }

    @Test
    void whatIsDemandedDuringAnotherLoadIsLoadedAfterIt() {
        Sweeps sweeps = sweeps(1, 100);
        TrackedKey key = plan("totals", "DE", POLICY).key();
        this.instance.engine().recompute(Objects.requireNonNull(key.repeatable()), (seen) -> false, (end) -> {
        });
        assertThat(sweeps.recomputeNow(key)).isTrue();
        sweeps.sweep(List.of(), 0.25);
        assertThat(this.heard.count("recomputed totals:DE ELSEWHERE")).isOne();
        this.clock.advance(Duration.ofSeconds(1));
        sweeps.sweep(List.of(), 0.25);
        assertThat(this.heard.count("recomputed totals:DE ELSEWHERE")).isEqualTo(2);
        this.instance.refreshes().runAll();
        this.clock.advance(Duration.ofSeconds(1));
        sweeps.sweep(List.of(), 0.25);
        this.instance.refreshes().runAll();
        assertThat(this.heard.count("recomputed totals:DE STORED")).isOne();
        sweeps.sweep(List.of(), 0.25);
        assertThat(this.instance.refreshes().waiting()).isZero();
    }

    @Test
    void aKeyThatFailedCannotBeginUntilItsPauseIsOver() {
        Sweeps sweeps = sweeps(1, 100);
        TrackedKey key = plan("totals", "DE", POLICY).key();
        key.backoff(key.backoff().failed(null, Duration.ofMinutes(5), this.clock.nanoTime(), new ScriptedRandom()));
        assertThat(sweeps.canBegin(key)).isFalse();
        this.clock.advance(Duration.ofMillis(500));
        assertThat(sweeps.canBegin(key)).isTrue();
    }

    @Test
    void aKeyWhoseLoadNobodyCanRepeatCannotBegin() {
        Sweeps sweeps = sweeps(1, 100);
        TrackedKey key = plan("totals", "DE", POLICY).key();
        assertThat(sweeps.canBegin(key)).isTrue();
        key.forgetLoad();
        assertThat(sweeps.canBegin(key)).isFalse();
        assertThat(sweeps.mayBegin(key)).isFalse();
    }

    @Test
    void aKeyThatThrowsKeepsNoOtherFromItsRecompute() {
        Sweeps sweeps = sweeps(3, 100);
        Plan throwing = plan("totals", "throws", null); // nothing can be done without a
                                                        // policy
        sweeps.sweep(List.of(throwing, plan("totals", "DE", POLICY)), 0);
        this.instance.refreshes().runAll();
        assertThat(this.heard.count("recomputed totals:throws FAILED")).isOne();
        assertThat(this.heard.count("recomputed totals:DE STORED")).isOne();
        assertThat(throwing.key().backoff().failures()).isOne();
        assertThat(sweeps.mayBegin(throwing.key())).isFalse();
    }

    @Test
    void anEngineThatCannotBeHadTakesNoRoom() {
        this.engine = () -> {
            throw new IllegalStateException("Closing");
        };
        Sweeps sweeps = sweeps(1, 100);
        Plan plan = plan("totals", "DE", POLICY);
        assertThatIllegalStateException().isThrownBy(() -> sweeps.sweep(List.of(plan), 0)).withMessage("Closing");
        assertThat(sweeps.mayBegin(plan.key())).isFalse();
        this.clock.advance(Duration.ofSeconds(1));
        assertThat(sweeps.mayBegin(plan.key())).isTrue();
    }

    private Sweeps sweeps(int maxConcurrent, int maxPerSweep) {
        HotKeySettings settings = new HotKeySettings(100, Duration.ofMillis(250), Duration.ofMinutes(1), maxConcurrent,
                maxPerSweep, 1);
        RecomputeDispatcher dispatcher = new RecomputeDispatcher(() -> this.engine.get(), this.instance.resources(),
                this.heard, settings.loadSeconds());
        HotKeyQueue queue = new HotKeyQueue(settings, dispatcher);
        dispatcher.add(queue);
        return new Sweeps(dispatcher, queue);
    }

    private Plan plan(String cache, String name, Policy policy) {
        TrackedKey key = new TrackedKey(new CacheKey(cache, name));
        Instant now = this.clock.instant();
        key.read(new Request(key.key(), policy, new StringCodec(), new RepeatableLoad()), new Entry(now.minus(COST),
                now.plusSeconds(60), COST, null, Entry.Kind.VALUE, Payload.of(new byte[] { 1 })));
        return new Plan(key, Objects.requireNonNull(key.times()), now, true);
    }

    private static Policy policy(int maxConcurrentLoads) {
        return Policy
            .resolve(PolicyLayer.from(SettingSource.properties("test")).with(MAX_CONCURRENT_LOADS, maxConcurrentLoads));
    }

    /**
     * What the registry does with a queue.
     *
     * @param dispatcher begins recomputes
     * @param queue decides which
     */
    private record Sweeps(RecomputeDispatcher dispatcher, HotKeyQueue queue) {

        private void sweep(List<Plan> plans, double seconds) {
            this.queue.plan(plans);
            this.dispatcher.earn(seconds);
            this.dispatcher.dispatch();
        }

        private boolean recomputeNow(TrackedKey key) {
            boolean isDemanded = this.queue.demand(key);
            this.dispatcher.dispatch();
            return isDemanded;
        }

        private boolean canBegin(TrackedKey key) {
            return this.queue.canBegin(key);
        }

        private boolean mayBegin(TrackedKey key) {
            return this.queue.mayBegin(key);
        }

    }

    private static final class RepeatableLoad implements Load {

        @Override
        public Object load() {
            return "loaded";
        }

        @Override
        public Load repeatable() {
            return this;
        }

    }

}
