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

import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** Which values are recomputed, and what becomes of them if that cannot be told. */
class ScheduledArgumentsTests {

    private static final Trigger EACH_MINUTE = new Trigger.FixedRate(seconds(60));

    private static final Trigger EACH_HOUR = new Trigger.Cron(CronExpression.parse("0 0 * * * *")::next,
            ZoneId.of("Europe/Berlin"), false);

    @Test
    void whatIsDemandedDuringALoadIsLoadedAfterIt() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(Duration.ofHours(1)),
                ScheduledCluster.rules().with(TTL, Duration.ofHours(2)));
        Instance instance = cluster.start();
        cluster.source = () -> {
            if (cluster.loads("DE") < 2) {
                assertThat(cluster.recompute(instance, "DE")).isTrue();
            }
            return "value";
        };
        cluster.pass(Duration.ofMinutes(1));
        assertThat(cluster.loads("DE")).isEqualTo(2);
    }

    @Test
    void whatIsDemandedWhileAnotherInstanceLoadsIsLoadedAfterIt() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(Duration.ofHours(1)),
                ScheduledCluster.rules().with(TTL, Duration.ofHours(2)));
        Instance instance = cluster.start();
        cluster.pass(Duration.ofMinutes(1));
        cluster.leaseTo("DE", Duration.ofSeconds(5));
        assertThat(cluster.recompute(instance, "DE")).isTrue();
        cluster.pass(Duration.ofSeconds(4));
        assertThat(cluster.loads("DE")).isOne();
        cluster.pass(Duration.ofSeconds(4));
        assertThat(cluster.loads("DE")).isEqualTo(2);
    }

    @Test
    void aListedKeyIsRecomputedOnDemandAndNoOther() {
        ScheduledCluster cluster = new ScheduledCluster(new Trigger.FixedRate(Duration.ofHours(1)),
                ScheduledCluster.rules().with(TTL, Duration.ofHours(2)));
        Instance instance = cluster.start();
        assertThat(cluster.recompute(instance, "DE")).isFalse();
        cluster.pass(Duration.ofMinutes(1));
        assertThat(cluster.loads("DE")).isOne();
        assertThat(cluster.recompute(instance, "DE")).isTrue();
        assertThat(cluster.recompute(instance, "FR")).isFalse();
        cluster.pass(Duration.ofMinutes(1));
        assertThat(cluster.loads("DE")).isEqualTo(2);
        assertThat(instance.listener().count("recomputed totals:DE STORED PT0S")).isEqualTo(2);
        cluster.pass(Duration.ofMinutes(59));
        assertThat(cluster.pauses("DE")).hasSize(1);
        cluster.pass(Duration.ofMinutes(2));
        assertThat(cluster.pauses("DE")).hasSize(2);
    }

    @Test
    void argumentsAreAskedForAnewEachTime() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        startThree(cluster);
        cluster.pass(seconds(30));
        cluster.arguments = () -> List.of("DE", "FR");
        cluster.pass(seconds(60));
        assertThat(cluster.loads("DE")).isEqualTo(2);
        assertThat(cluster.loads("FR")).isEqualTo(1);
        cluster.arguments = () -> List.of("FR");
        cluster.pass(seconds(600));
        assertThat(cluster.loads("DE")).isLessThanOrEqualTo(3);
        assertThat(cluster.loads("FR")).isEqualTo(11);
    }

    @Test
    void anArgumentThatIsNewAtATimeOfACronIsLoadedThen() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_HOUR, ttl(7200));
        cluster.arguments = () -> List.of(hour(cluster));
        startThree(cluster);
        cluster.pass(Duration.ofHours(3).plusSeconds(60));
        assertThat(cluster.loads).containsOnlyKeys("01:00", "02:00", "03:00");
        cluster.loads.forEach((hour, loads) -> assertThat(loads).singleElement()
            .satisfies((load) -> assertThat(load).isBetween("2026-01-01T" + hour + ":00Z",
                    "2026-01-01T" + hour + ":00.250Z")));
    }

    @Test
    void itIsLoadedAlsoIfTheEvaluationFailsAtFirst() {
        for (Duration start : List.of(seconds(3590), Duration.ofMillis(3_599_200))) {
            ScheduledCluster cluster = new ScheduledCluster(EACH_HOUR, ttl(7200));
            cluster.arguments = () -> {
                if (cluster.now().isAfter(Instant.parse("2026-01-01T00:59:59Z"))
                        && cluster.now().isBefore(Instant.parse("2026-01-01T01:00:07Z"))) {
                    throw new IOException("down");
                }
                return List.of(hour(cluster));
            };
            cluster.clock.advance(start);
            startThree(cluster);
            cluster.pass(seconds(30));
            assertThat(cluster.loads("01:00")).isOne();
        }
    }

    @Test
    void theyAreAskedForAnewWhenTheClockIsSetBack() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        cluster.start();
        cluster.pass(seconds(30));
        cluster.arguments = () -> List.of("DE", "FR");
        cluster.clock.setBack(Duration.ofHours(1));
        cluster.pass(seconds(61));
        assertThat(cluster.loads("FR")).isPositive();
    }

    @Test
    void whatIsNotListedAnyMoreIsNotLoadedWhileTheEvaluationRuns() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_HOUR, ttl(7200));
        cluster.arguments = () -> {
            List<String> hours = List.of(hour(cluster));
            cluster.pass(Duration.ofMillis(700));
            return hours;
        };
        cluster.start();
        cluster.pass(Duration.ofHours(3).plusSeconds(60));
        assertThat(cluster.loads).containsOnlyKeys("01:00", "02:00", "03:00");
    }

    @Test
    void anEvaluationThatDoesNotEndStopsNothingAndIsToldOnce() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        Instance instance = cluster.start();
        cluster.pass(seconds(30));
        cluster.arguments = () -> {
            cluster.arguments = () -> List.of("FR");
            cluster.pass(seconds(600));
            return List.of("DE", "FR");
        };
        cluster.pass(seconds(31));
        assertThat(cluster.loads("DE")).isEqualTo(11);
        assertThat(cluster.gaps).isEmpty();
        assertThat(instance.listener().count("argumentsOverdue Shop.totals(String) PT1M")).isOne();
        assertThat(instance.listener().count("argumentsOverdue")).isOne();
        cluster.pass(seconds(10));
        assertThat(cluster.loads("FR")).isOne();
    }

    @Test
    void argumentsThatCannotBeEvaluatedStayWhatTheyWere() {
        ScheduledCluster cluster = new ScheduledCluster(EACH_MINUTE, ttl(90));
        startThree(cluster);
        cluster.pass(seconds(30));
        cluster.arguments = () -> {
            throw new IOException("down");
        };
        cluster.pass(seconds(300));
        assertThat(cluster.loads("DE")).isEqualTo(6);
        assertThat(cluster.gaps).isEmpty();
        assertThat(cluster.instances.get(0).listener().count("argumentsFailed Shop.totals(String) IOException"))
            .isGreaterThan(40);
    }

    private static String hour(ScheduledCluster cluster) {
        return cluster.now().truncatedTo(ChronoUnit.HOURS).toString().substring(11, 16);
    }

    private static void startThree(ScheduledCluster cluster) {
        cluster.start();
        cluster.start();
        cluster.start();
    }

    private static PolicyLayer ttl(long seconds) {
        return ScheduledCluster.rules().with(TTL, seconds(seconds)).with(JITTER, 0.0);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

}
