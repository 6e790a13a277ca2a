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
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** What is loaded in an outage serves later callers for a second. */
class OutageMemoryTests {

    private static final Duration TTL = Duration.ofSeconds(1);

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Instance a = Instance.remembering(this.scene.shared, TTL);

    private Policy policy = Scene.plain();

    @Test
    void laterCallersAreServedForItsLifeAsAnObjectOfTheirOwn() throws Throwable {
        this.a.store().cut();
        Object first = get();
        Object second = get();
        this.scene.clock.advance(TTL.minusNanos(1));
        Object third = get();
        assertThat(List.of(first, second, third)).containsOnly("old");
        assertThat(second).isNotSameAs(first).isNotSameAs(third);
        assertThat(this.scene.source.loads()).isOne();
        this.scene.clock.advance(Duration.ofNanos(1));
        get();
        assertThat(this.scene.source.loads()).isEqualTo(2);
    }

    @Test
    void itServesNobodyWhomTheStoreAnswers() throws Throwable {
        this.a.store().cut();
        get();
        this.a.store().heal();
        this.scene.source.set("new");
        assertThat(get()).isEqualTo("new");
    }

    @Test
    void anAnswerOfTheStoreEndsItEvenIfTheNextOutageIsSoon() throws Throwable {
        this.a.store().cut();
        get();
        this.a.store().heal();
        this.scene.source.set("new");
        get();
        this.a.store().cut();
        this.scene.source.set("newer");
        assertThat(get()).isEqualTo("newer");
    }

    @Test
    void theFirstAnswerAfterAnOutageEndsItForAllKeys() throws Throwable {
        this.a.store().cut();
        for (int i = 0; i < OutageMemory.UNANSWERED_IN_A_ROW; i++) {
            get();
        }
        this.a.store().heal();
        this.scene.b.evict(Scene.KEY);
        this.scene.source.set("new");
        this.a.get(OTHER, this.policy, () -> "other");
        this.a.store().failBefore(Operation.GET);
        assertThat(get()).isEqualTo("new");
    }

    @Test
    void answersAboutOtherKeysDoNotEndItWhileQuestionsGoUnansweredNowAndThen() throws Throwable {
        for (int i = 0; i < 5; i++) {
            this.a.store().failBefore(Operation.GET);
            get();
            this.a.store().heal();
            this.a.get(OTHER, this.policy, () -> "other");
        }
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void theFirstSignalAfterAnUnansweredQuestionEndsItForAllKeys() throws Throwable {
        this.a.deaf().store().cut();
        get();
        this.scene.b.evict(Scene.KEY);
        this.scene.source.set("new");
        this.a.engine().receive(new Signal.Filled(OTHER));
        assertThat(get()).isEqualTo("new");
    }

    @Test
    void thatSignalsWereMissedEndsIt() throws Throwable {
        this.a.deaf().store().cut();
        get();
        this.scene.b.evict(Scene.KEY);
        this.scene.source.set("new");
        this.a.engine().missedSignals();
        assertThat(get()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void aChangeEndsIt(Ending ending) throws Throwable {
        this.a.store().cut();
        get();
        this.scene.source.set("new");
        ending.on.accept(this.a);
        assertThat(get()).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void whatWasLoadedWhileTheKeyWasChangedIsNotRemembered(Ending ending) throws Throwable {
        this.a.store().cut();
        Hold load = this.scene.source.hold();
        Crowd leader = Crowd.one(this::get);
        load.awaitReached();
        ending.on.accept(this.a);
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        this.scene.source.set("new");
        assertThat(get()).isEqualTo("new");
    }

    @Test
    void nullIsRememberedIfItIsCached() throws Throwable {
        this.a.store().cut();
        assertThat(this.a.get(Scene.KEY, this.policy, () -> null)).isNull();
        assertThat(get()).isNull();
        this.policy = Scene.policy(Scene.rules().with(NULL_TTL, Duration.ZERO));
        this.scene.clock.advance(TTL);
        assertThat(this.a.get(Scene.KEY, this.policy, () -> null)).isNull();
        assertThat(get()).isEqualTo("old");
    }

    @Test
    void whatIsNotWorthStoringIsNotRemembered() throws Throwable {
        this.a.store().cut();
        assertThat(this.a.get(Scene.KEY, this.policy, new Unstorable())).isEqualTo("unless");
        assertThat(get()).isEqualTo("old");
    }

    @Test
    void aFailureIsNotRemembered() throws Throwable {
        this.a.store().cut();
        this.scene.source.fail(new IllegalStateException("down"));
        assertThat(Crowd.one(this::get).failure()).hasMessage("down");
        assertThat(get()).isEqualTo("old");
    }

    @Test
    void anObjectThatCannotBeWrittenIsShared() {
        OutageMemory memory = new OutageMemory(TTL, this.scene.clock::nanoTime);
        PayloadCodec codec = new StringCodec();
        Object value = new Object();
        remember(memory, codec, null, value);
        assertThat(recalled(memory, codec)).isSameAs(value);
        assertThat(memory.recall(new Request(Scene.KEY, this.policy, new Unreadable(0), () -> null))).isNull();
    }

    @Test
    void whoCannotReadItLoads() {
        OutageMemory memory = new OutageMemory(TTL, this.scene.clock::nanoTime);
        remember(memory, new StringCodec(), Payload.of(new byte[] { 'x' }), "x");
        assertThat(memory.recall(new Request(Scene.KEY, this.policy, new Unreadable(0), () -> null))).isNull();
    }

    private void remember(OutageMemory memory, PayloadCodec codec, Payload payload, Object value) {
        OutageMemory.Place place = memory.begin(Scene.KEY);
        assertThat(place).isNotNull();
        memory.remember(new Request(Scene.KEY, this.policy, codec, () -> null), place, payload, value);
    }

    private Object recalled(OutageMemory memory, PayloadCodec codec) {
        Value answer = memory.recall(new Request(Scene.KEY, this.policy, codec, () -> null));
        assertThat(answer).isNotNull();
        return answer.value();
    }

    private Object get() throws Throwable {
        return this.a.get(Scene.KEY, this.policy, this.scene.source);
    }

    static final class Unstorable implements Load {

        @Override
        public Object load() {
            return "unless";
        }

        @Override
        public boolean isStorable(Object value) {
            return false;
        }

    }

    enum Ending {

        EVICT((instance) -> instance.engine().receive(new Signal.Evicted(Scene.KEY))),

        OWN_EVICT((instance) -> {
            instance.store().heal();
            instance.store().failBefore(Operation.GET);
            instance.evict(Scene.KEY);
        }),

        UNANSWERED_EVICT((instance) -> Crowd.one(() -> {
            instance.evict(Scene.KEY);
            return "done";
        }).failure()),

        UNANSWERED_CLEAR((instance) -> Crowd.one(() -> {
            instance.clear(Scene.KEY.cache());
            return "done";
        }).failure());

        private final Consumer<Instance> on;

        Ending(Consumer<Instance> on) {
            this.on = on;
        }

    }

}
