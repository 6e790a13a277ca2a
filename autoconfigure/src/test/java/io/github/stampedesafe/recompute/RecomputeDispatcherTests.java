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
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.Load;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** Hot keys and schedules share one dispatcher. */
class RecomputeDispatcherTests {

    private static final CacheKey KEY = new CacheKey("totals", "DE");

    private static final HotKeySettings SETTINGS = new HotKeySettings(100, Duration.ofMillis(250),
            Duration.ofMinutes(1), 6, 100, 1);

    private final MutableClock clock = new MutableClock();

    private final RecordingListener heard = new RecordingListener();

    private Instance instance = Instance.on(new InMemoryEntryStore(this.clock));

    @Test
    void aKeyThatIsHotAndScheduledIsBegunOnce() {
        RecomputeDispatcher dispatcher = dispatcher();
        HotKeyQueue hotKeys = new HotKeyQueue(SETTINGS, dispatcher);
        dispatcher.add(hotKeys);
        schedule(dispatcher).run();
        this.instance.refreshes().runAll(); // the evaluation of the arguments, and a
                                            // check
        assertThat(this.heard.count("recomputed totals:DE STORED")).isOne();
        this.clock.advance(Duration.ofSeconds(60));
        TrackedKey key = tracked();
        hotKeys.plan(List.of(plan(key)));
        dispatcher.dispatch();
        assertThat(this.instance.refreshes().waiting()).isOne();
        hotKeys.plan(List.of(plan(key)));
        dispatcher.dispatch();
        this.instance.refreshes().runAll();
        assertThat(this.heard.count("recomputed totals:DE ELSEWHERE")).isZero();
        assertThat(this.heard.count("recomputed totals:DE STORED")).isEqualTo(2);
    }

    @Test
    void aCheckByTheRegistryDoesNotDelayASchedule() {
        RecomputeDispatcher dispatcher = dispatcher();
        HotKeyQueue hotKeys = new HotKeyQueue(SETTINGS, dispatcher);
        dispatcher.add(hotKeys);
        RecomputeSchedule schedule = schedule(dispatcher);
        schedule.run();
        this.instance.refreshes().runAll();
        this.clock.advance(Duration.ofSeconds(60));
        hotKeys.plan(List.of(plan(tracked(this.clock.instant()))));
        schedule.run(); // the key is due, and the registry is looking at it
        this.instance.refreshes().runAll();
        assertThat(this.heard.count("recomputed totals:DE NEEDLESS")).isOne();
        this.clock.advance(Duration.ofMillis(250));
        schedule.run();
        this.instance.refreshes().runAll();
        assertThat(this.heard.count("recomputed totals:DE STORED")).isEqualTo(2);
    }

    @Test
    void aLoadThatAnOperatorAskedForIsRepeatedWhenTheQueueHasRoom() {
        this.instance = Instance.refreshing(new InMemoryEntryStore(this.clock), 1, 1);
        for (String other : List.of("running", "waiting")) {
            this.instance.engine().recompute(request(new CacheKey("other", other)), (found) -> true, (end) -> {
            });
        }
        RecomputeDispatcher dispatcher = dispatcher();
        HotKeyQueue hotKeys = new HotKeyQueue(SETTINGS, dispatcher);
        dispatcher.add(hotKeys);
        assertThat(hotKeys.demand(tracked())).isTrue();
        dispatcher.dispatch();
        assertThat(this.heard.count("recomputed totals:DE REFUSED")).isOne();
        this.instance.refreshes().runAll();
        this.clock.advance(Duration.ofSeconds(1));
        dispatcher.dispatch();
        this.instance.refreshes().runAll();
        assertThat(this.heard.count("recomputed totals:DE STORED")).isOne();
    }

    private RecomputeDispatcher dispatcher() {
        return new RecomputeDispatcher(this.instance::engine, this.instance.resources(), this.heard, 6);
    }

    private RecomputeSchedule schedule(RecomputeDispatcher dispatcher) {
        ScheduledMethod method = new ScheduledMethod("Shop.totals(String)",
                new Trigger.FixedRate(Duration.ofSeconds(60)), () -> List.of(request(KEY)));
        EngineResources resources = this.instance.resources();
        return new RecomputeSchedule(() -> List.of(method), dispatcher, resources.refreshes());
    }

    private TrackedKey tracked() {
        return tracked(this.clock.instant().plus(Duration.ofDays(1)));
    }

    private TrackedKey tracked(Instant freshUntil) {
        TrackedKey key = new TrackedKey(KEY);
        Duration cost = Duration.ofSeconds(1);
        key.read(request(KEY), new Entry(this.clock.instant().minus(cost), freshUntil, cost, null, Entry.Kind.VALUE,
                Payload.of(new byte[] { 1 })));
        return key;
    }

    private Plan plan(TrackedKey key) {
        return new Plan(key, Objects.requireNonNull(key.times()), this.clock.instant(), true);
    }

    private static Request request(CacheKey key) {
        return new Request(key, Policy.resolve(), new StringCodec(), new RepeatableLoad());
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
