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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

/** Recomputes of hot keys: in time, once, within the budget, and no more than needed. */
class HotKeyRecomputeTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Fleet fleet = new Fleet();

    @Test
    void aKeyThatIsReadAllTheTimeIsNeverWaitedFor() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        assertThat(member.waits()).isOne();
        // A value serves its ttl less what its load needs: 2 * 0.2 s, and the sweeps.
        assertThat(this.fleet.loads("DE")).isBetween(6, 8);
    }

    @Test
    void oneInstanceOfThreeRecomputesAKey() {
        Fleet.Member[] members = { this.fleet.start(), this.fleet.start(), this.fleet.start() };
        this.fleet.pass(MINUTE, () -> {
            for (Fleet.Member member : members) {
                member.read("DE", 5);
            }
        });
        assertThat(members[0].waits() + members[1].waits() + members[2].waits()).isOne();
        assertThat(this.fleet.loads("DE")).isBetween(6, 8);
    }

    @Test
    void whenTheInstanceThatRecomputesDiesTheOthersCarryOn() {
        Fleet.Member first = this.fleet.start();
        Fleet.Member second = this.fleet.start();
        this.fleet.pass(Duration.ofSeconds(20), () -> {
            first.read("DE", 5);
            second.read("DE", 5);
        });
        this.fleet.members.remove(first);
        this.fleet.pass(MINUTE, () -> second.read("DE", 5));
        assertThat(first.waits() + second.waits()).isOne();
    }

    @Test
    void withoutReadsRecomputesStopByThemselves() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        this.fleet.pass(MINUTE, () -> {
        });
        int loads = this.fleet.loads("DE");
        this.fleet.pass(MINUTE, () -> {
        });
        assertThat(this.fleet.loads("DE")).isEqualTo(loads);
        assertThat(member.registry.tracked()).isZero();
        assertThat(member.registry.ranking("totals")).isEmpty();
    }

    @Test
    void aCrowdOfKeysThatExpireTogetherIsReplacedInTime() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 1);
        Fleet.Member member = this.fleet.start(settings, new HotKeyRule(true, 30, 0.1, null));
        this.fleet.cost = Duration.ofMillis(250);
        List<String> keys = IntStream.range(0, 15).mapToObj((i) -> "k" + i).toList();
        this.fleet.pass(Duration.ofSeconds(5), () -> keys.forEach(member::read));
        // Replacing all of them takes 3.75 of the ten seconds that each has.
        keys.forEach(this.fleet::fill);
        long cold = member.waits();
        this.fleet.pass(MINUTE, () -> keys.forEach(member::read));
        assertThat(member.waits()).isEqualTo(cold);
    }

    @Test
    void aFailingRecomputeKeepsTheValueAndBacksOff() {
        this.fleet.ttl(Duration.ofSeconds(1000));
        Fleet.Member ahead = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 10, 1, Duration.ofSeconds(400)));
        this.fleet.pass(Duration.ofSeconds(550), () -> ahead.read("DE", 5));
        this.fleet.failure = new IOException("down");
        this.fleet.cost = Duration.ZERO;
        this.fleet.pass(Duration.ofSeconds(300), () -> ahead.read("DE", 5));
        HotKey key = ahead.registry.keys("totals").get(0);
        assertThat(key.lastFailure()).isEqualTo("java.io.IOException: down");
        assertThat(ahead.waits()).isOne();
        // Pauses of 0.5 to 1 s that double: after 200 s some eight attempts.
        assertThat(key.failures()).isBetween(6, 10);
        assertThat(ahead.heard.count("recomputed totals:DE FAILED")).isEqualTo(key.failures());
        this.fleet.failure = null;
        this.fleet.pass(Duration.ofSeconds(100), () -> ahead.read("DE", 5));
        assertThat(ahead.registry.keys("totals").get(0).failures()).isZero();
        assertThat(ahead.waits()).isOne();
    }

    @Test
    void aWayToLoadThatFailedIsNotTriedAgainBeforeAnotherCallerComes() {
        Fleet.Member member = this.fleet.start();
        CacheKey key = new CacheKey("totals", "DE");
        this.fleet.pass(Duration.ofSeconds(2), () -> member.read("DE", 5));
        this.fleet.failure = new IOException("down");
        assertThat(member.registry.recompute(key)).isTrue();
        member.instance.refreshes().runAll();
        assertThat(member.registry.recompute(key)).isFalse();
        member.read("DE");
        assertThat(member.registry.recompute(key)).isTrue();
    }

    @Test
    void aKeyThatSomebodyElseReplacesHasFailedNoMore() {
        this.fleet.ttl(Duration.ofSeconds(1000));
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 10, 1, Duration.ofSeconds(400)));
        this.fleet.pass(Duration.ofSeconds(599), () -> member.read("DE", 5));
        this.fleet.failure = new IOException("down");
        this.fleet.pass(Duration.ofSeconds(5), () -> member.read("DE", 5));
        assertThat(failures(member)).isPositive();
        this.fleet.fill("DE");
        this.fleet.pass(Duration.ofSeconds(20), () -> {
        });
        assertThat(member.heard.count("recomputed totals:DE NEEDLESS")).isOne();
        assertThat(failures(member)).isZero();
    }

    @Test
    void aSweepBeginsNoMoreThanItMay() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 6, 2, 1);
        Fleet.Member member = this.fleet.start(settings, new HotKeyRule(true, 30, 0.1, Duration.ofSeconds(3)));
        this.fleet.cost = Duration.ZERO;
        List<String> keys = IntStream.range(0, 6).mapToObj((i) -> "k" + i).toList();
        this.fleet.pass(Duration.ofSeconds(5), () -> keys.forEach(member::read));
        keys.forEach(this.fleet::fill);
        AtomicLong before = new AtomicLong();
        this.fleet.pass(Duration.ofSeconds(15), () -> {
            keys.forEach(member::read);
            long stored = keys.stream()
                .mapToLong((key) -> member.heard.count("recomputed totals:%s STORED".formatted(key)))
                .sum();
            assertThat(stored - before.getAndSet(stored)).isLessThanOrEqualTo(2);
        });
        assertThat(before.get()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void noMoreRunAtOneTimeThanMay() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 2, 100, 1);
        Fleet.Member member = this.fleet.start(settings, new HotKeyRule(true, 30, 0.1, Duration.ofSeconds(3)));
        List<String> keys = IntStream.range(0, 6).mapToObj((i) -> "k" + i).toList();
        this.fleet.pass(Duration.ofSeconds(5), () -> keys.forEach(member::read));
        keys.forEach(this.fleet::fill);
        keys.forEach(member::read);
        this.fleet.clock.advance(Duration.ofSeconds(8));
        member.registry.sweep();
        assertThat(member.instance.refreshes().waiting()).isEqualTo(2);
        member.registry.sweep();
        assertThat(member.instance.refreshes().waiting()).isEqualTo(2);
        member.instance.refreshes().take().run();
        // It was planned for seven seconds after it was filled.
        assertThat(member.heard.events()).singleElement().asString().endsWith("STORED PT1S");
        assertThat(member.instance.refreshes().waiting()).isEqualTo(2);
        assertThat(keys.stream().mapToInt(this.fleet::loads).sum()).isEqualTo(7);
    }

    @Test
    void aValueThatIsReadAboutOnceInItsLifeIsLeftToItsReaders() {
        this.fleet.ttl(Duration.ofSeconds(1));
        this.fleet.cost = Duration.ofMillis(50);
        Fleet.Member member = this.fleet.start();
        int[] step = { 0 };
        this.fleet.pass(MINUTE, () -> {
            if (step[0]++ % 3 == 0) { // 1.3 reads a second
                member.read("DE");
            }
        });
        assertThat(member.isHot("DE")).isTrue();
        assertThat(member.heard.events()).isEmpty();
        this.fleet.pass(MINUTE, () -> member.read("DE", 2));
        assertThat(member.heard.count("recomputed totals:DE STORED")).isPositive();
    }

    @Test
    void aValueThatNobodyReadsAnyMoreIsNotRecomputedForLong() {
        this.fleet.ttl(Duration.ofSeconds(1));
        this.fleet.cost = Duration.ofMillis(50);
        Fleet.Member reading = this.fleet.start();
        Fleet.Member idle = this.fleet.start();
        this.fleet.pass(MINUTE, () -> {
            reading.read("DE", 5);
            idle.read("DE", 5);
        });
        int loads = this.fleet.loads("DE");
        this.fleet.pass(MINUTE, () -> {
        });
        assertThat(this.fleet.loads("DE") - loads).isBetween(1, 8);
    }

    @Test
    void nothingIsRecomputedInTheFirstHalfOfItsLife() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 10, 1, Duration.ofSeconds(60)));
        this.fleet.pass(Duration.ofSeconds(100), () -> member.read("DE", 5));
        assertThat(this.fleet.loads("DE")).isBetween(18, 22);
    }

    @Test
    void whatIsSpentOnLoadsIsBounded() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 0.1);
        Fleet.Member member = this.fleet.start(settings, new HotKeyRule(true, 30, 0.1, Duration.ofSeconds(5)));
        this.fleet.cost = Duration.ofSeconds(1);
        this.fleet.pass(Duration.ofSeconds(100), () -> member.read("DE", 5));
        long before = member.heard.count("recomputed totals:DE STORED");
        Instant since = this.fleet.clock.instant();
        this.fleet.pass(Duration.ofSeconds(200), () -> member.read("DE", 5));
        double seconds = Duration.between(since, this.fleet.clock.instant()).toMillis() / 1000.0;
        assertThat(member.heard.count("recomputed totals:DE STORED") - before).isBetween((long) (seconds * 0.07),
                (long) (seconds * 0.11) + 1);
    }

    @Test
    void aKeyIsRecomputedOnDemandIfItIsKnown() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(Duration.ofSeconds(2), () -> member.read("DE", 5));
        assertThat(member.registry.recompute(new CacheKey("totals", "DE"))).isTrue();
        assertThat(member.registry.recompute(new CacheKey("totals", "FR"))).isFalse();
        member.instance.refreshes().runAll();
        assertThat(this.fleet.loads("DE")).isEqualTo(2);
        assertThat(member.read("DE")).isEqualTo("DE2");
    }

    @Test
    void whereThereIsNotTimeForAllTheHottestAreInTime() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 0.8);
        Fleet.Member member = this.fleet.start(settings, new HotKeyRule(true, 50, 0.1, null));
        this.fleet.cost = Duration.ofMillis(250);
        // One thread replaces some 25 such keys in the time that each has.
        int[] waits = { 0 };
        Runnable reads = () -> {
            for (int i = 0; i < 50; i++) {
                boolean hasWaited = member.readOrFill("k" + i, (i < 10) ? 4 : 1);
                waits[0] += (hasWaited && i < 10) ? 1 : 0;
            }
        };
        this.fleet.pass(Duration.ofSeconds(100), reads);
        waits[0] = 0;
        this.fleet.pass(Duration.ofSeconds(100), reads);
        assertThat(waits[0]).isZero();
        assertThat(IntStream.range(0, 50).filter((i) -> member.isHot("k" + i)).count()).isEqualTo(50);
    }

    private static int failures(Fleet.Member member) {
        return member.registry.keys("totals").get(0).failures();
    }

}
