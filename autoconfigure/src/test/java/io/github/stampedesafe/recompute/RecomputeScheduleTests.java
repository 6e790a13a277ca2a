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
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.scheduling.support.CronExpression;

import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;

import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** Values that are recomputed at set times though nobody asks for them. */
class RecomputeScheduleTests {

    private static final Trigger EACH_MINUTE = new Trigger.FixedRate(seconds(60));

    /** How much later than planned an instance looks, at most. */
    private static final Duration LATE = Duration.ofMillis(250);

    @Test
    void threeInstancesLoadOnceATickAndReadersNeverMiss() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        startThree(cluster);
        cluster.pass(seconds(3600));
        assertThat(cluster.loads("DE")).isEqualTo(60);
        assertThat(cluster.pauses("DE")).allSatisfy((pause) -> assertThat(pause).isBetween(seconds(60), late(60)));
        assertThat(cluster.gaps).isEmpty();
    }

    @Test
    void aFixedDelayBeginsWhenALoadEnds() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedDelay(seconds(60)), ttl(90));
        cluster.cost = seconds(7);
        startThree(cluster);
        cluster.pass(seconds(1000));
        assertThat(cluster.pauses("DE")).hasSizeGreaterThan(10)
            .allSatisfy((pause) -> assertThat(pause).isBetween(seconds(67), late(67)));
        assertThat(cluster.gaps).isEmpty();
    }

    @Test
    void aValueThatWouldExpireBeforeTheTickIsRecomputedBefore() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(60).with(JITTER, 0.5));
        startThree(cluster).forEach((instance) -> instance.random().uniform(0.99));
        cluster.cost = seconds(3);
        cluster.pass(seconds(600));
        assertThat(cluster.gaps).isEmpty();
        assertThat(cluster.loads("DE")).isBetween(20, 25);
    }

    @Test
    void aLoadLongerThanItsRateIsRepeatedWhenItHasEndedAsInSpring() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(seconds(8)), ttl(8));
        cluster.cost = seconds(20);
        startThree(cluster);
        cluster.pass(seconds(500));
        assertThat(cluster.pauses("DE")).allSatisfy((pause) -> assertThat(pause).isBetween(seconds(20), seconds(23)));
    }

    @Test
    void aValueIsLeftAloneForHalfOfItsLifeHoweverLongItsLoad() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedDelay(seconds(8)), ttl(8));
        cluster.cost = seconds(20);
        cluster.start();
        cluster.pass(seconds(500));
        assertThat(cluster.pauses("DE")).allSatisfy((pause) -> assertThat(pause).isGreaterThanOrEqualTo(seconds(24)));
    }

    @Test
    void anInstanceThatStartsInBetweenLoadsNothing() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        Instance first = cluster.start();
        cluster.pass(seconds(30));
        cluster.kill(first);
        startThree(cluster);
        cluster.pass(seconds(29));
        assertThat(cluster.loads("DE")).isOne();
        cluster.pass(seconds(2));
        assertThat(cluster.loads("DE")).isEqualTo(2);
    }

    @Test
    void othersGoOnWhereALoaderHasDied() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(120));
        startThree(cluster);
        cluster.pass(seconds(59));
        cluster.leaseTo("DE", Instance.LEASE);
        cluster.kill(cluster.instances.get(0));
        cluster.pass(seconds(3));
        assertThat(cluster.loads("DE")).isOne();
        cluster.pass(seconds(5));
        assertThat(cluster.loads("DE")).isEqualTo(2);
        cluster.pass(seconds(600));
        assertThat(cluster.pauses("DE").stream().skip(1))
            .allSatisfy((pause) -> assertThat(pause).isBetween(seconds(60), late(60)));
        assertThat(cluster.gaps).isEmpty();
    }

    @Test
    void aFailingLoadKeepsTheOldValueAndIsTriedAgainWithGrowingPauses() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(200));
        Instance only = cluster.start();
        only.random().uniform(0.99); // the longest pauses
        cluster.pass(seconds(59));
        cluster.source = () -> {
            throw new IOException("down");
        };
        cluster.pass(seconds(50));
        assertThat(cluster.gaps).isEmpty();
        assertThat(cluster.pauses("DE").stream().skip(1).limit(3)).satisfiesExactly(
                (pause) -> assertThat(pause).isBetween(seconds(1), seconds(2)),
                (pause) -> assertThat(pause).isBetween(seconds(2), seconds(3)),
                (pause) -> assertThat(pause).isBetween(seconds(4), seconds(5)));
        assertThat(cluster.loads("DE")).isBetween(6, 8);
        cluster.source = () -> "again";
        cluster.pass(seconds(20));
        int loads = cluster.loads("DE");
        cluster.pass(seconds(30));
        assertThat(cluster.loads("DE")).isEqualTo(loads);
        assertThat(only.listener().count("recomputed totals:DE FAILED")).isPositive();
        assertThat(only.listener().count("recomputed totals:DE STORED")).isPositive();
    }

    @Test
    void whatWasExpiredOrEvictedIsThereAgainAtTheNextTick() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        Instance instance = cluster.start();
        cluster.pass(seconds(30));
        instance.evict(ScheduledCluster.key("DE"));
        cluster.pass(seconds(31));
        assertThat(cluster.loads("DE")).isEqualTo(2);
        instance.put(ScheduledCluster.key("DE"), cluster.policy, "put");
        cluster.pass(seconds(59));
        assertThat(cluster.loads("DE")).isEqualTo(2);
    }

    @Test
    void aValueThatIsNotStoredIsLoadedOnceATickByEachInstance() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90).with(NULL_TTL, Duration.ZERO));
        cluster.source = () -> null;
        startThree(cluster);
        cluster.pass(seconds(179));
        assertThat(cluster.loads("DE")).isEqualTo(9);
    }

    @Test
    void aNullIsLoadedAtTheTimesOfTheTimetableOnly() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(seconds(300)), ttl(900));
        cluster.source = () -> null;
        startThree(cluster);
        cluster.pass(seconds(3600));
        assertThat(cluster.loads("DE")).isEqualTo(12);
    }

    @Test
    void aPeriodShorterThanABeatIsRunOnceABeat() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(Duration.ofMillis(100)), ttl(5));
        cluster.cost = Duration.ZERO;
        cluster.start();
        cluster.pass(seconds(60));
        assertThat(cluster.pauses("DE")).hasSizeGreaterThan(230)
            .allSatisfy((pause) -> assertThat(pause).isEqualTo(Duration.ofMillis(250)));
    }

    @Test
    void aCronLoadsWithinABeat() {
        ScheduledCluster cluster = new ScheduledCluster(cron("0 * * * * *", false), ttl(90));
        cluster.start();
        cluster.pass(seconds(600));
        assertThat(cluster.loads.get("DE")).hasSize(10)
            .allSatisfy((load) -> assertThat(Duration.between(load.truncatedTo(ChronoUnit.MINUTES), load))
                .isLessThan(LATE));
    }

    @Test
    void aClockThatIsSetBackStopsNothing() {
        for (Trigger trigger : List.of(EACH_MINUTE, new Trigger.FixedDelay(seconds(60)), cron("0 * * * * *", false))) {
            ScheduledCluster cluster = new ScheduledCluster(trigger, ttl(90));
            cluster.clock.advance(Duration.ofHours(2));
            startThree(cluster);
            cluster.pass(seconds(600));
            cluster.clock.setBack(Duration.ofHours(1));
            int loads = cluster.loads("DE");
            cluster.pass(seconds(600));
            assertThat(cluster.loads("DE") - loads).isBetween(9, 10);
            cluster.clock.setBack(Duration.ofMinutes(5));
            cluster.pass(seconds(600));
            assertThat(cluster.loads("DE") - loads).isBetween(18, 20);
            assertThat(cluster.gaps).isEmpty();
        }
    }

    @Test
    void anInstanceWhoseClockIsSlowLoadsNoMoreThanTheOthers() {
        MutableClock slow = new MutableClock();
        slow.setBack(seconds(10));
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        startThree(cluster);
        cluster.start(Instance.on(cluster.store), slow);
        cluster.pass(seconds(600));
        assertThat(cluster.loads("DE")).isEqualTo(10);
    }

    @Test
    void withoutOnStartupACronWaitsForItsTimeAndWithItDoesNot() {
        ScheduledCluster waiting = new ScheduledCluster(cron("0 0 6 * * *", false), ttl(86_400));
        startThree(waiting);
        waiting.pass(seconds(3600));
        assertThat(waiting.loads("DE")).isZero();
        ScheduledCluster eager = new ScheduledCluster(cron("0 0 6 * * *", true), ttl(86_400));
        startThree(eager);
        eager.pass(seconds(3600));
        assertThat(eager.loads("DE")).isOne();
    }

    @Test
    void aDailyCronLoadsOnceADayAlsoWhenClocksChange() {
        ScheduledCluster cluster = new ScheduledCluster(cron("0 0 6 * * *", false), ttl(30 * 3600));
        cluster.clock.advance(Duration.between(cluster.now(), Instant.parse("2026-03-27T00:00:00Z")));
        startThree(cluster);
        cluster.pass(Duration.ofDays(4));
        assertThat(cluster.loads.get("DE")).extracting((load) -> load.toString().substring(0, 16))
            .containsExactly("2026-03-27T05:00", "2026-03-28T05:00", "2026-03-29T04:00", "2026-03-30T04:00");
        assertThat(cluster.gaps).isEmpty();
    }

    @Test
    void anHourlyCronLoadsEachHourOfTheNightInWhichAnHourComesTwice() {
        ScheduledCluster cluster = new ScheduledCluster(cron("0 0 * * * *", false), ttl(2 * 3600));
        cluster.clock.advance(Duration.between(cluster.now(), Instant.parse("2026-10-24T22:30:00Z")));
        startThree(cluster);
        cluster.pass(Duration.ofHours(5));
        assertThat(cluster.pauses("DE")).hasSize(4)
            .allSatisfy((pause) -> assertThat(pause).isBetween(seconds(3599), late(3600)));
    }

    @Test
    void aTickThatAllHaveSleptThroughIsMadeUpFor() {
        ScheduledCluster cluster = new ScheduledCluster(cron("0 0 6 * * *", false), ttl(3 * 86_400));
        cluster.clock.advance(Duration.ofHours(4));
        Instance first = cluster.start();
        cluster.pass(seconds(3602));
        assertThat(cluster.loads("DE")).isOne();
        cluster.kill(first);
        cluster.clock.advance(Duration.ofHours(25));
        startThree(cluster);
        cluster.pass(seconds(10));
        assertThat(cluster.loads("DE")).isEqualTo(2);
    }

    private static List<Instance> startThree(ScheduledCluster cluster) {
        cluster.start();
        cluster.start();
        cluster.start();
        return cluster.instances;
    }

    private static PolicyLayer ttl(long seconds) {
        return ScheduledCluster.rules().with(TTL, seconds(seconds)).with(JITTER, 0.0);
    }

    private static Trigger cron(String expression, boolean onStartup) {
        return new Trigger.Cron(CronExpression.parse(expression)::next, ZoneId.of("Europe/Berlin"), onStartup);
    }

    private static Duration late(long seconds) {
        return seconds(seconds).plus(LATE);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

}
