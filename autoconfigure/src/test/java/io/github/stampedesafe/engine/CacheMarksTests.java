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
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an instance knows of marks, and from whom. */
class CacheMarksTests {

    private static final String CACHE = Scene.KEY.cache();

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final InMemoryEntryStore shared = new InMemoryEntryStore(new MutableClock());

    private final FaultyEntryStore store = new FaultyEntryStore(this.shared);

    private final List<String> cleared = new ArrayList<>();

    private final CacheMarks marks = new CacheMarks(this.store, this.cleared::add);

    @Test
    void theStoreIsAskedOnce() {
        long mark = Stages.join(this.shared.clear(CACHE, 0));

        assertThat(this.marks.of(CACHE)).isEqualTo(Marks.cleared(mark)).isEqualTo(this.marks.of(CACHE));
        assertThat(this.store.calls(Operation.MARKS)).isOne();
        assertThat(this.cleared).as("nothing was loaded before").isEmpty();
    }

    @Test
    void aSignalIsNotBelievedAndMakesTheNextWhoNeedsItAsk() {
        this.marks.of(CACHE);

        assertThat(this.marks.doubt(CACHE, Marks.cleared(Marks.MAX))).isTrue();

        assertThat(this.marks.known(CACHE)).isEqualTo(Marks.NONE);
        assertThat(this.marks.of(CACHE)).isEqualTo(Marks.NONE);
        assertThat(this.marks.of(CACHE)).isEqualTo(Marks.NONE);
        assertThat(this.store.calls(Operation.MARKS)).isEqualTo(2);
        assertThat(this.cleared).isEmpty();
    }

    @Test
    void aSignalOfWhatIsKnownIsNoNews() {
        long mark = Stages.join(this.shared.clear(CACHE, 0));
        this.marks.of(CACHE);

        assertThat(this.marks.doubt(CACHE, Marks.cleared(mark))).isFalse();
        assertThat(this.marks.doubt(CACHE, Marks.cleared(mark - 1))).isFalse();
        this.marks.of(CACHE);
        assertThat(this.store.calls(Operation.MARKS)).isOne();
    }

    @Test
    void anAnswerToAQuestionFromBeforeASignalDoesNotSettleIt() {
        this.marks.of(CACHE);
        Hold answer = this.store.holdAfter(Operation.MARKS);
        Crowd refresh = Crowd.one(() -> {
            this.marks.refresh();
            return "done";
        });
        answer.awaitReached();
        long mark = Stages.join(this.shared.clear(CACHE, 0));
        this.marks.doubt(CACHE, Marks.cleared(mark));
        answer.release();
        refresh.result();

        assertThat(this.marks.of(CACHE)).isEqualTo(Marks.cleared(mark));
    }

    @Test
    void untilTheStoreAnswersNobodyGuesses() {
        this.marks.of(CACHE);
        this.marks.doubt(CACHE, Marks.cleared(1));
        this.store.failBefore(Operation.MARKS);

        assertThatExceptionOfType(CacheUnavailableException.class).isThrownBy(() -> this.marks.of(CACHE));
        assertThat(Stages.join(this.marks.tryOf(CACHE))).isEqualTo(Marks.NONE);
    }

    @Test
    void aPutAsksForMarksThatAreNotKnownOnly() {
        assertThat(Stages.join(this.marks.tryOf(CACHE))).isEqualTo(Marks.NONE);
        assertThat(Stages.join(this.marks.tryOf(CACHE))).isEqualTo(Marks.NONE);
        assertThat(this.store.calls(Operation.MARKS)).isOne();
    }

    @Test
    void aPutAfterTheSignalOfAClearIsServed() {
        get(this.a);
        this.b.clear(CACHE);
        this.a.put(Scene.KEY, Scene.plain(), "put");
        assertThat(get(this.b)).isEqualTo("put");
        assertThat(get(this.a)).isEqualTo("put");
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void afterSignalsMayHaveBeenMissedTheNextCallerAsks() {
        assertThat(get(this.a)).isEqualTo("old");
        this.a.deaf();
        this.b.clear(CACHE);
        this.scene.source.set("new");
        this.a.engine().missedSignals();
        assertThat(get(this.a)).isEqualTo("new");
    }

    @Test
    void signalsOfCachesThatAreNotUsedTakeNoMemory() {
        for (int i = 0; i < 1_000; i++) {
            this.marks.doubt("unknown" + i, Marks.cleared(1));
            assertThat(this.marks.known("unknown" + i)).isEqualTo(Marks.NONE);
        }

        this.marks.refresh();

        assertThat(this.store.calls(Operation.MARKS)).as("nothing to ask for").isZero();
    }

    @Test
    void theStampOfAnEntryIsBelieved() {
        Marks known = this.marks.of(CACHE);

        assertThat(this.marks.raised(CACHE, known, new Marks(5, 0))).isEqualTo(new Marks(5, 0));
        assertThat(this.marks.raised(CACHE, this.marks.of(CACHE), new Marks(4, 6))).isEqualTo(new Marks(5, 6));
        assertThat(this.marks.raised(CACHE, this.marks.of(CACHE), Marks.NONE)).isEqualTo(new Marks(5, 6));
        assertThat(this.cleared).containsExactly(CACHE);
        assertThat(this.store.calls(Operation.MARKS)).isOne();
    }

    @Test
    void marksThatTheStoreLostAreWrittenBack() {
        long mark = Stages.join(this.shared.clear(CACHE, 0));
        this.marks.of(CACHE);
        this.shared.loseMarks();

        this.marks.refresh();

        assertThat(Stages.join(this.shared.marks(Set.of(CACHE))).get(CACHE)).isEqualTo(Marks.cleared(mark));
        this.marks.refresh();
        assertThat(this.store.calls(Operation.MARKS)).as("two questions and one restore after the first").isEqualTo(4);
    }

    @Test
    void aMarkThatIsSetWhileMarksAreAskedForIsNotTakenForLost() {
        this.marks.of(CACHE);
        Hold answer = this.store.holdAfter(Operation.MARKS);
        Crowd refresh = Crowd.one(() -> {
            this.marks.refresh();
            return "done";
        });
        answer.awaitReached();
        this.marks.advance(CACHE, Marks.cleared(7));
        answer.release();
        refresh.result();

        assertThat(this.marks.of(CACHE)).isEqualTo(Marks.cleared(7));
        assertThat(this.store.calls(Operation.MARKS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 1_000_000_000_000L, Marks.MAX })
    void noSignalTurnsACacheOffOrKeepsAClearFromWorking(long mark) {
        get(this.a);
        for (Instance instance : new Instance[] { this.a, this.b }) {
            instance.engine().receive(new Signal.Cleared(CACHE, mark));
            instance.engine().receive(new Signal.Expired(CACHE, mark));
        }
        for (int i = 0; i < 10; i++) {
            get(this.a);
            get(this.b);
        }
        assertThat(this.scene.source.loads()).isOne();
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.source.set("new");
        this.b.clear(CACHE);
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(get(this.b)).isEqualTo("new");
        assertThat(this.scene.source.loads()).isEqualTo(2);
    }

    @Test
    void whatAnInstanceLoadsThatMissedAClearIsLoadedOnceMoreAndTellsItOfTheClear() {
        get(this.a);
        this.a.deaf();
        this.b.clear(CACHE);
        this.scene.source.set("new");
        this.scene.shared.evict(Scene.KEY);
        assertThat(get(this.a)).isEqualTo("new");
        this.scene.source.set("newer");
        assertThat(get(this.b)).isEqualTo("newer");
        assertThat(get(this.a)).isEqualTo("newer");
        this.scene.shared.evict(Scene.KEY);
        get(this.a);
        assertThat(get(this.b)).isEqualTo("newer");
        assertThat(this.scene.source.loads()).isEqualTo(4);
    }

    @Test
    void aPutByAnInstanceThatHasNeverReadTheCacheIsServed() {
        this.b.clear(CACHE);
        this.scene.c.put(Scene.KEY, Scene.plain(), "put");
        assertThat(get(this.a)).isEqualTo("put");
        assertThat(this.scene.source.loads()).isZero();
    }

    private Object get(Instance instance) {
        return Crowd.one(() -> instance.get(Scene.KEY, Scene.plain(), this.scene.source)).result();
    }

}
