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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.SharedRanking;

import static org.assertj.core.api.Assertions.assertThat;

/** Hot keys: who becomes one, who leaves, and what is said of them. */
class HotKeyRegistryTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Fleet fleet = new Fleet();

    private final Random random = new Random(42);

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
    void aKeyTellsHowItsReadersRefreshIt() {
        Fleet.Member member = this.fleet.start();
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        assertThat(early(member)).isEqualTo(new EarlyRefresh(0, false));
        this.fleet.adaptive(0.001);
        Fleet.Member adaptive = this.fleet.start();
        this.fleet.pass(MINUTE, () -> adaptive.read("DE", 25));
        EarlyRefresh early = early(adaptive);
        assertThat(early.isOutOfReach()).isFalse();
        // 100 reads a second, 0.2 s, ln(1000) draws: 20 beta exp(-1/beta) = 6.9.
        assertThat(early.beta()).isBetween(0.8, 1.1);
        this.fleet.adaptive(1e-200);
        Fleet.Member strict = this.fleet.start();
        this.fleet.pass(Duration.ofSeconds(10), () -> strict.read("DE", 25));
        assertThat(early(strict)).isEqualTo(new EarlyRefresh(0, true));
    }

    @Test
    void theTopIsPopularityTimesCost() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 1, 0.1, null));
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
        Fleet.Member first = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 1, 1, null));
        Fleet.Member second = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 1, 1, null));
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
    void aKeyOfWhichEachInstanceHearsLittleIsHotInTheCluster() {
        List<Fleet.Member> members = IntStream.range(0, 10)
            .mapToObj((i) -> this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 10, 1, null)))
            .toList();
        int[] step = { 0 };
        // Each is asked once in five seconds, all of them twice a second; another key
        // tells them that they are ten.
        this.fleet.pass(MINUTE.multipliedBy(3), () -> {
            members.forEach((member) -> member.read("all"));
            if (step[0] % 2 == 0) {
                members.get(step[0] / 2 % 10).read("DE");
            }
            step[0]++;
        });
        assertThat(members).allMatch((member) -> member.isHot("DE"));
    }

    @Test
    void aTrickleOfReadsNeverAddsUp() {
        Fleet.Member member = this.fleet.start();
        int[] step = { 0 };
        this.fleet.pass(MINUTE.multipliedBy(20), () -> {
            if (step[0]++ % 20 == 0) { // every five seconds
                member.read("DE");
            }
        });
        assertThat(member.registry.tracked()).isZero();
    }

    @Test
    void aLoadThatBecomesQuickDoesNotMakeItsKeyPopular() {
        Fleet.Member member = this.fleet.start();
        CacheKey key = new CacheKey("totals", "DE");
        this.fleet.cost = Duration.ofSeconds(2);
        this.fleet.pass(MINUTE, () -> member.read("DE"));
        this.fleet.cost = Duration.ofMillis(10);
        this.fleet.pass(MINUTE, () -> {
            member.read("DE");
            assertThat(member.registry.rate(key)).isBetween(1.0, 8.0);
        });
    }

    @Test
    void keysThatNobodyCanRecomputeTakeNoRoom() {
        HotKeySettings settings = new HotKeySettings(100, Fleet.SETTINGS.sweepInterval(), MINUTE, 1, 100, 0.1);
        Fleet.Member member = this.fleet.start(settings, Fleet.RULE);
        // Either takes more than half of what there is.
        this.fleet.cost = Duration.ofMillis(500);
        this.fleet.pass(MINUTE, () -> {
            for (int i = 0; i < 9; i++) {
                member.readInCode("in code", Duration.ofMillis(500));
            }
            member.read("DE", 3);
        });
        assertThat(member.isHot("in code")).isTrue();
        assertThat(member.heard.count("recomputed totals:DE STORED")).isPositive();
    }

    @Test
    void keysOfEqualStandingDoNotComeAndGo() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(true, 2, 1, null));
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
    void moreKeysThanFitLeaveTheHottest() {
        HotKeySettings settings = new HotKeySettings(16, Fleet.SETTINGS.sweepInterval(), MINUTE, 6, 100, 1);
        Fleet.Member member = this.fleet.start(settings, Fleet.RULE);
        this.fleet.cost = Duration.ofMillis(1);
        this.fleet.pass(MINUTE.multipliedBy(3), () -> readInAnyOrder(member, (i) -> i < 6));
        assertThat(member.registry.tracked()).isLessThanOrEqualTo(18);
        assertThat(IntStream.range(0, 6).mapToObj((i) -> "k" + i)).allMatch(member::isHot);
        this.fleet.pass(MINUTE.multipliedBy(3), () -> readInAnyOrder(member, (i) -> i >= 24));
        assertThat(IntStream.range(24, 30).mapToObj((i) -> "k" + i)).allMatch(member::isHot);
    }

    @Test
    void aCacheThatIsSwitchedOffIsNotCounted() {
        Fleet.Member member = this.fleet.start(Fleet.SETTINGS, new HotKeyRule(false, 10, 1, null));
        this.fleet.pass(MINUTE, () -> member.read("DE", 5));
        assertThat(member.registry.tracked()).isZero();
    }

    private static EarlyRefresh early(Fleet.Member member) {
        return Objects.requireNonNull(member.registry.keys("totals").get(0).early());
    }

    private void readInAnyOrder(Fleet.Member member, IntPredicate isPopular) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 30).boxed().toList());
        Collections.shuffle(order, this.random);
        order.forEach((i) -> member.read("k" + i, isPopular.test(i) ? 8 : 1));
    }

}
