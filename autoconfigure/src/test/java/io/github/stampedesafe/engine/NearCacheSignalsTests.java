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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/** Near copies whose signal is late, was missed or cannot be heard. */
class NearCacheSignalsTests extends NearCacheTestSupport {

    private static final Duration SILENCE = Duration.ofMillis(500);

    /** The race of every near cache: the answer is older than the signal. */
    @Test
    void anAnswerThatIsOlderThanASignalIsNotHeld() {
        fill();
        Hold answer = this.a.store().holdAfter(Operation.GET);
        Crowd reader = Crowd.one(() -> get(this.a));
        answer.awaitReached();
        this.b.evict(Scene.KEY);
        this.scene.source.set("new");
        answer.release();
        assertThat(reader.result()).isEqualTo("old");
        assertThat(get(this.a)).isEqualTo("new");
    }

    @Test
    void anAnswerThatIsOlderThanAClearIsNotHeld() {
        fill();
        Hold answer = this.a.store().holdAfter(Operation.GET);
        Crowd reader = Crowd.one(() -> get(this.a));
        answer.awaitReached();
        this.b.clear(Scene.KEY.cache());
        this.scene.source.set("new");
        answer.release();
        reader.result();
        assertThat(get(this.a)).isEqualTo("new");
    }

    @Test
    void ofASilentSubscriptionEachHitAsksAndNothingIsLoaded() {
        fill();
        get(this.a);
        int asked = gets();
        this.scene.clock.advance(SILENCE);
        get(this.a);
        assertThat(gets()).isEqualTo(asked);
        this.scene.clock.advance(Duration.ofNanos(1));
        get(this.a);
        get(this.a);
        assertThat(gets()).isEqualTo(asked + 2);
        assertThat(this.a.engine().near().usage(Scene.KEY.cache())).isEqualTo(new NearUsage(1, 1, 2));
        assertThat(this.scene.source.loads()).isOne();
        this.a.hears();
        get(this.a);
        assertThat(gets()).isEqualTo(asked + 2);
    }

    @Test
    void afterSignalsWereMissedEachCopyIsValidatedOnce() {
        fill();
        get(this.a);
        int asked = gets();
        this.a.deaf();
        this.b.evict(Scene.KEY);
        this.scene.source.set("new");
        get(this.b);
        this.a.hearAgain();
        this.a.engine().missedSignals();
        this.a.hears();
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(get(this.a)).isEqualTo("new");
        assertThat(gets()).isEqualTo(asked + 1);
    }

    @Test
    void anAnswerToAQuestionFromBeforeAMissIsNotTrusted() {
        fill();
        Hold answer = this.a.store().holdAfter(Operation.GET);
        Crowd reader = Crowd.one(() -> get(this.a));
        answer.awaitReached();
        this.a.deaf();
        this.b.evict(Scene.KEY);
        this.a.hearAgain();
        this.a.engine().missedSignals();
        this.a.hears();
        answer.release();
        reader.result();
        this.scene.source.set("new");
        assertThat(get(this.a)).isEqualTo("new");
    }

    @Test
    void aLostClearIsFoundByTheNextQuestionForMarks() {
        fill();
        get(this.a);
        this.a.deaf();
        this.b.clear(Scene.KEY.cache());
        this.scene.source.set("new");
        this.a.engine().refreshMarks();
        assertThat(get(this.a)).isEqualTo("new");
    }

}
