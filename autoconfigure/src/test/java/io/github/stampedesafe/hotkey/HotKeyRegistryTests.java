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

package io.github.stampedesafe.hotkey;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.SharedRanking;

import static org.assertj.core.api.Assertions.assertThat;

/** Hot keys: who becomes one, who is recomputed, and when. */
class HotKeyRegistryTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Fleet fleet = new Fleet();

    private final Random random = new Random(42);

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
    void aKeyThatIsReadLessThanTheMinimumIsLeftToItsCallers() {
        Fleet.Member member = this.fleet.start();
        int[] step = { 0 };
        this.fleet.pass(MINUTE, () -> {
            if (step[0]++ % 20 == 0) { // every five seconds
                member.read("DE");
            }
        });
        assertThat(member.isHot("DE")).isFalse();
        assertThat(member.heard.events()).isEmpty();
    }

    @Test
    void aKeyThatIsReadLessThanBeforeLeavesAndStaysAway() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        assertThat(member.isHot("DE")).isTrue();
        int[] step = { 0 };
        Runnable now = () -> {
            if (step[0]++ % 20 == 0) { // every five seconds
                member.read("DE");
            }
        };
        // Its rate has to fall from 20 to 0.67 a second, by e a minute.
        this.fleet.pass(MINUTE.multipliedBy(4), now);
        this.fleet.pass(MINUTE, () -> {
            now.run();
            assertThat(member.isHot("DE")).isFalse();
        });
        assertThat(member.registry.tracked()).isOne();
    }

    @Test
    void aKeyTellsHowItsReadersRenewIt() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        assertThat(early(member)).isEqualTo(new EarlyRenewal(0, false));
        this.fleet.adaptive(0.001);
        Fleet.Member adaptive = this.fleet.start();
        this.fleet.pass(MINUTE, () -> adaptive.read("DE", 25));
        EarlyRenewal early = early(adaptive);
        assertThat(early.isOutOfReach()).isFalse();
        // 100 reads a second, 0.2 s, ln(1000) draws: 20 beta exp(-1/beta) = 6.9.
        assertThat(early.beta()).isBetween(0.8, 1.1);
        this.fleet.adaptive(1e-200);
        Fleet.Member strict = this.fleet.start();
        this.fleet.pass(Duration.ofSeconds(10), () -> strict.read("DE", 25));
        assertThat(early(strict)).isEqualTo(new EarlyRenewal(0, true));
    }

    @Test
    void theTopIsPopularityTimesCost() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new Hotness(true, 1, 0.1, null));
        this.fleet.pass(MINUTE, () -> {
            this.fleet.cost = Duration.ofMillis(10);
            member.read("popular", 6);
            this.fleet.cost = Duration.ofMillis(900);
            member.read("expensive", 2);
        });
        assertThat(member.isHot("expensive")).isTrue();
        assertThat(member.isHot("popular")).isFalse();
        List<HotKey> keys = member.registry.keys("totals");
        assertThat(keys).extracting((key) -> key.key().text()).containsExactly("expensive", "popular");
        HotKey expensive = keys.get(0);
        assertThat(expensive.cost()).isEqualTo(Duration.ofMillis(900));
        assertThat(expensive.score()).isEqualTo(expensive.clusterRate() * 0.9);
    }

    @Test
    void theRankingIsTheClusters() {
        Fleet.Member first = this.fleet.start(Fleet.SETTINGS, new Hotness(true, 1, 1, null));
        Fleet.Member second = this.fleet.start(Fleet.SETTINGS, new Hotness(true, 1, 1, null));
        this.fleet.pass(Duration.ofSeconds(20), () -> {
            first.read("both", 3);
            second.read("both", 3);
        });
        this.fleet.pass(MINUTE, () -> {
            first.read("both", 3);
            second.read("both", 3);
            first.read("mine", 5);
        });
        assertThat(first.isHot("both")).isTrue();
        assertThat(first.isHot("mine")).isFalse();
        assertThat(second.registry.ranking("totals")).extracting(SharedRanking.Ranked::key)
            .containsExactly("both", "mine");
        assertThat(second.registry.rate(new CacheKey("totals", "both"))).isBetween(20.0, 25.0);
    }

    @Test
    void keysOfEqualStandingDoNotComeAndGo() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new Hotness(true, 2, 1, null));
        for (String key : List.of("a", "b")) {
            this.fleet.pass(Duration.ofSeconds(20), () -> member.read(key, 3));
        }
        this.fleet.pass(MINUTE, () -> List.of("a", "b").forEach((key) -> member.read(key, 3)));
        int[] step = { 0 };
        this.fleet.pass(MINUTE, () -> {
            List.of("a", "b").forEach((key) -> member.read(key, 3));
            member.read("c", 2 + step[0]++ % 3);
            assertThat(member.isHot("a") && member.isHot("b")).isTrue();
        });
    }

    @Test
    void aCrowdOfKeysThatExpireTogetherIsReplacedInTime() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 1);
        Fleet.Member member = this.fleet.start(settings, new Hotness(true, 30, 0.1, null));
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
        Fleet.Member member = this.fleet.start();
        this.fleet.policy = io.github.stampedesafe.core.Policy.resolve(io.github.stampedesafe.core.PolicyLayer
            .from(io.github.stampedesafe.core.SettingSource.properties("test"))
            .ttl(Duration.ofSeconds(1000))
            .jitter(0.0)
            .beta(0.0)
            .build());
        Fleet.Member ahead = this.fleet.start(Fleet.SETTINGS, new Hotness(true, 10, 1, Duration.ofSeconds(400)));
        this.fleet.members.remove(member);
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
    void nothingIsRecomputedInTheFirstHalfOfItsLife() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new Hotness(true, 10, 1, Duration.ofSeconds(60)));
        this.fleet.pass(Duration.ofSeconds(100), () -> member.read("DE", 5));
        assertThat(this.fleet.loads("DE")).isBetween(18, 22);
    }

    @Test
    void whatIsSpentOnLoadsIsBounded() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 0.1);
        Fleet.Member member = this.fleet.start(settings, new Hotness(true, 30, 0.1, Duration.ofSeconds(5)));
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
    void moreKeysThanFitLeaveTheHottest() {
        HotKeySettings settings = new HotKeySettings(16, Fleet.SETTINGS.sweepInterval(), MINUTE, 6, 100, 1);
        Fleet.Member member = this.fleet.start(settings, Fleet.HOTNESS);
        this.fleet.cost = Duration.ofMillis(1);
        this.fleet.pass(MINUTE.multipliedBy(3), () -> readInAnyOrder(member, (i) -> i < 6));
        assertThat(member.registry.tracked()).isLessThanOrEqualTo(18);
        assertThat(IntStream.range(0, 6).mapToObj((i) -> "k" + i)).allMatch(member::isHot);
        this.fleet.pass(MINUTE.multipliedBy(3), () -> readInAnyOrder(member, (i) -> i >= 24));
        assertThat(IntStream.range(24, 30).mapToObj((i) -> "k" + i)).allMatch(member::isHot);
    }

    @Test
    void aKeyIsRecomputedOnDemandIfItIsKnown() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(Duration.ofSeconds(2), () -> member.read("DE", 5));
        assertThat(member.registry.recompute(new CacheKey("totals", "DE"))).isTrue();
        assertThat(member.registry.recompute(new CacheKey("totals", "FR"))).isFalse();
        member.instance.renewals().runAll();
        assertThat(this.fleet.loads("DE")).isEqualTo(2);
        assertThat(member.read("DE")).isEqualTo("DE2");
    }

    @Test
    void aCacheThatIsSwitchedOffIsNotCounted() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new Hotness(false, 10, 1, null));
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        assertThat(member.registry.tracked()).isZero();
    }

    @Test
    void whereThereIsNotTimeForAllTheHottestAreInTime() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 0.8);
        Fleet.Member member = this.fleet.start(settings, new Hotness(true, 50, 0.1, null));
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

    private static EarlyRenewal early(Fleet.Member member) {
        return Objects.requireNonNull(member.registry.keys("totals").get(0).early());
    }

    private void readInAnyOrder(Fleet.Member member, IntPredicate isPopular) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
        Collections.shuffle(order, this.random);
        order.forEach((i) -> member.read("k" + i, isPopular.test(i) ? 8 : 1));
    }

}
