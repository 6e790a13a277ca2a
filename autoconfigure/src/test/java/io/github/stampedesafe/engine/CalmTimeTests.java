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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.store.StoreClock;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * In the calm time of an entry, and only then, nothing but fresh can be the judgement.
 */
class CalmTimeTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Policy EAGER = Scene.policy(Scene.rules().with(BETA, 1_000.0));

    /** Draws every read that may be drawn. */
    private static final RandomGenerator WORST = new RandomGenerator() {

        @Override
        public long nextLong() {
            throw new AssertionError();
        }

        @Override
        public double nextExponential() {
            return 1e15;
        }

    };

    private final EarlyExpiration earlyExpiration = new EarlyExpiration(WORST, ReadRates.UNKNOWN);

    @RepeatedTest(20)
    void isTheTimeInWhichEveryJudgementIsFresh() {
        SplittableRandom random = new SplittableRandom();
        int calm = 0;
        for (int i = 0; i < 5_000; i++) {
            Entry entry = entry(random);
            Marks known = random.nextInt(4) == 0 ? marks(random) : entry.stamps();
            Instant now = START.plus(random.nextLong(-3_000_000, 9_000_000), ChronoUnit.MICROS);
            boolean contains = CalmTime.of(entry).contains(StoreClock.micros(now), known);
            calm += contains ? 1 : 0;
            assertThat(contains).as("%s at %s, marks %s", entry, now, known)
                .isEqualTo(isSurelyFresh(entry, now, known) && !now.isBefore(entry.loadStart())
                        && entry.stamps().equals(known));
        }
        assertThat(calm).isPositive();
    }

    @Test
    void endsWhereAReadMayBeDrawn() {
        Entry entry = entry(Duration.ofSeconds(2), Duration.ofSeconds(10), Entry.Kind.VALUE, Marks.NONE);
        // Filled after two seconds: eight remain, the middle is after six.
        long middle = StoreClock.micros(START.plusSeconds(6));
        assertThat(CalmTime.of(entry)).isEqualTo(new CalmTime(StoreClock.micros(START), middle, Marks.NONE));
    }

    @Test
    void endsWithTheValueIfItsCostIsNotKnown() {
        Entry entry = entry(Duration.ZERO, Duration.ofSeconds(10), Entry.Kind.VALUE, Marks.NONE);
        assertThat(CalmTime.of(entry).until()).isEqualTo(StoreClock.micros(START.plusSeconds(10)));
    }

    @Test
    void holdsForTimesWhoseSumIsMoreThanALongHolds() {
        Instant farthest = Instant.ofEpochMilli((1L << 53) - 1);
        Entry entry = new Entry(farthest.minusSeconds(100), farthest, Duration.ofMillis(1), null, Entry.Kind.VALUE,
                Payload.ofNull());
        CalmTime calm = CalmTime.of(entry);
        assertThat(calm.contains(StoreClock.micros(farthest.minusSeconds(60)), Marks.NONE)).isTrue();
        assertThat(calm.contains(StoreClock.micros(farthest.minusSeconds(40)), Marks.NONE)).isFalse();
    }

    private boolean isSurelyFresh(Entry entry, Instant now, Marks known) {
        return entry.kind() == Entry.Kind.VALUE && !known.clears(entry.stamps()) && !known.expires(entry.stamps())
                && !entry.isAheadOf(now) && FreshnessRule.of(entry, false, EAGER, now) == Freshness.FRESH
                && !this.earlyExpiration.isDue(Scene.KEY, EAGER, entry, StoreClock.micros(now));
    }

    private static Entry entry(SplittableRandom random) {
        Entry.Kind kind = Entry.Kind.values()[Math.max(0, random.nextInt(8) - 5)];
        Duration cost = random.nextInt(4) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(1, 4_000));
        return entry(cost, Duration.ofMillis(random.nextInt(1, 8_000)), kind, marks(random));
    }

    private static Entry entry(Duration cost, Duration life, Entry.Kind kind, Marks stamps) {
        return new Entry(START, START.plus(life), cost, null, kind, stamps, Payload.ofNull());
    }

    private static Marks marks(SplittableRandom random) {
        return new Marks(random.nextInt(3), random.nextInt(3));
    }

}
