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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** What an instance forgets of an outage, and when. */
class OutageEndTests {

    private static final CacheKey DE = new CacheKey("totals", "DE");

    private static final CacheKey FR = new CacheKey("totals", "FR");

    private static final CacheKey PRICE = new CacheKey("prices", "DE");

    private static final PayloadCodec CODEC = new StringCodec();

    private final MutableClock clock = new MutableClock();

    private final OutageMemory memory = new OutageMemory(Scene.seconds(1), this.clock::nanoTime);

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, OutageMemory.UNANSWERED_IN_A_ROW - 1 })
    void anAnswerAfterFewUnansweredQuestionsEndsItsKeyAlone(int unanswered) {
        remember(DE, FR);
        unanswered(unanswered);
        this.memory.answered(DE);
        assertRemembered(FR);
    }

    @ParameterizedTest
    @ValueSource(ints = { OutageMemory.UNANSWERED_IN_A_ROW, OutageMemory.UNANSWERED_IN_A_ROW + 1 })
    void anAnswerAfterManyUnansweredQuestionsEndsAllKeys(int unanswered) {
        remember(DE, FR, PRICE);
        unanswered(unanswered);
        this.memory.answered(new CacheKey("totals", "US"));
        assertRemembered();
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, OutageMemory.UNANSWERED_IN_A_ROW })
    void anAnswerBeginsTheCountAnew(int unanswered) {
        unanswered(unanswered);
        this.memory.answered(DE);
        remember(DE, FR);
        unanswered(OutageMemory.UNANSWERED_IN_A_ROW - 1);
        this.memory.answered(DE);
        assertRemembered(FR);
    }

    @Test
    void aSignalEndsAllKeysIfAQuestionIsUnanswered() {
        remember(DE, PRICE);
        unanswered(1);
        this.memory.signalled();
        assertRemembered();
    }

    @Test
    void aSignalEndsNothingIfTheStoreAnswers() {
        unanswered(1);
        this.memory.answered(DE);
        remember(DE, PRICE);
        this.memory.signalled();
        assertRemembered(DE, PRICE);
    }

    @Test
    void thatSignalsWereMissedEndsAllKeysAndWhatIsBeingLoaded() {
        remember(DE, PRICE);
        OutageMemory.Place loading = begin(FR);
        this.memory.forgetAll();
        remember(FR, loading);
        assertRemembered();
    }

    @Test
    void aChangeOfACacheEndsItsKeysAloneAndWhatIsBeingLoadedOfThem() {
        remember(DE, PRICE);
        OutageMemory.Place loading = begin(FR);
        this.memory.forgetAll("totals");
        remember(FR, loading);
        assertRemembered(PRICE);
    }

    @Test
    void aChangeOfAKeyEndsItAloneAndWhatIsBeingLoadedOfIt() {
        remember(FR, PRICE);
        OutageMemory.Place loading = begin(DE);
        this.memory.forget(DE);
        remember(DE, loading);
        assertRemembered(FR, PRICE);
    }

    @Test
    void aLoadThatBringsNothingLeavesThePlaceOfALaterOne() {
        OutageMemory.Place first = begin(DE);
        OutageMemory.Place second = begin(DE);
        this.memory.leave(DE, first);
        remember(DE, second);
        assertRemembered(DE);
        this.memory.leave(DE, second);
        assertRemembered();
    }

    @Test
    void nothingIsRememberedForNoTime() {
        assertThat(new OutageMemory(Scene.seconds(0), this.clock::nanoTime).begin(DE)).isNull();
    }

    private void assertRemembered(CacheKey... keys) {
        assertThat(this.memory.count()).isEqualTo(keys.length);
        for (CacheKey key : keys) {
            assertThat(this.memory.recall(request(key))).isEqualTo(new Value(key.text()));
        }
    }

    private void unanswered(int questions) {
        for (int i = 0; i < questions; i++) {
            this.memory.unanswered();
        }
    }

    private void remember(CacheKey... keys) {
        for (CacheKey key : keys) {
            remember(key, begin(key));
        }
    }

    private OutageMemory.Place begin(CacheKey key) {
        OutageMemory.Place place = this.memory.begin(key);
        assertThat(place).isNotNull();
        return place;
    }

    private void remember(CacheKey key, OutageMemory.Place place) {
        this.memory.remember(request(key), place, Payload.of(CODEC.write(key.text())), key.text());
    }

    private static Request request(CacheKey key) {
        return new Request(key, Scene.plain(), CODEC, () -> key.text());
    }

}
