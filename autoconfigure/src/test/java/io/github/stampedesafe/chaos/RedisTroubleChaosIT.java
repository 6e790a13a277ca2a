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

package io.github.stampedesafe.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * One Redis in every kind of trouble, several instances in processes of their own. Each
 * trouble is gone through once, and each promise is looked at for each trouble.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("any-jdk")
class RedisTroubleChaosIT {

    private static final Duration RECOVERY = Duration.ofSeconds(2);

    private final Map<Trouble, CompletableFuture<Observation>> observations = new EnumMap<>(Trouble.class);

    private final Report report = new Report("3-trouble", "Redis in trouble");

    private @Nullable Site direct;

    private @Nullable Site relayed;

    @AfterAll
    void close() {
        this.report.write();
        if (this.relayed != null) {
            this.relayed.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void callersWaitAtMostForTheTimeoutAndTheLoad(Trouble trouble) {
        Observation observation = observe(trouble);

        assertThat(observation.cold()).allMatch(Reply::isValue);
        assertThat(observation.longestWait())
            .isLessThanOrEqualTo(trouble.longestWait().plus(Experiment.LOAD).plus(Site.MARGIN));
    }

    @ParameterizedTest
    @EnumSource
    void callersOfALoadThatWasUnderWayGetItsValueWithinTheTimeout(Trouble trouble) {
        Observation observation = observe(trouble);

        assertThat(observation.inFlight()).allMatch(Reply::isValue);
        assumeFalse(trouble == Trouble.READ_ONLY, Pending.LOADS_AGAIN);
        int timeouts = Pending.LATE_LOOKS.contains(trouble) ? 2 : 1;
        assertThat(observation.longestWaitInFlight())
            .isLessThanOrEqualTo(Site.TIMEOUT.multipliedBy(timeouts).plus(Site.MARGIN));
    }

    @ParameterizedTest
    @EnumSource
    void anInstanceLoadsAKeyOnce(Trouble trouble) {
        Observation observation = observe(trouble);

        assertThat(observation.atOnce()).isEqualTo(1);
        assumeOutagePackage(trouble);
        assertThat(observation.loads()).isLessThanOrEqualTo(Pending.HALF_OUTAGES.contains(trouble) ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource
    void theInstancesFindTogetherAgainWithinTwoSeconds(Trouble trouble) {
        assertThat(observe(trouble).recovery()).isLessThanOrEqualTo(RECOVERY);
    }

    @ParameterizedTest
    @EnumSource
    void neitherThreadsNorConnectionsAreLeft(Trouble trouble) {
        Census after = observe(trouble).after();

        assertThat(after).matches((census) -> census.leaksNothingSince(site(trouble).baseline()),
                "no more than " + site(trouble).baseline());
    }

    @ParameterizedTest
    @EnumSource
    void anEvictIsAcceptedAndHonouredAfterTheTrouble(Trouble trouble) {
        Observation observation = observe(trouble);
        assumeOutagePackage(trouble);

        assertThat(observation.evict()).matches(Reply::isValue);
        assertThat(observation.isEvictHonoured()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aValueOfTheOutageIsRememberedForOutageTtl(Trouble trouble) {
        Observation observation = observe(trouble);
        assumeOutagePackage(trouble);

        assertThat(observation.again().reply()).matches(Reply::isValue);
        assertThat(observation.again().loads()).isLessThanOrEqualTo(Pending.HALF_OUTAGES.contains(trouble) ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource
    void anOutageIsLoggedOnceAtItsBeginAndOnceAtItsEnd(Trouble trouble) {
        Observation observation = observe(trouble);
        assumeWholeOutage(trouble);

        if (trouble.isOutage()) {
            assertThat(observation.after().warningsSince(observation.before())).containsOnly(1);
            assertThat(observation.after().infosSince(observation.before())).containsOnly(1);
        }
        else {
            assertThat(observation.after().warningsSince(observation.before())).allMatch((lines) -> lines <= 1);
            assertThat(observation.after().infosSince(observation.before())).allMatch((lines) -> lines <= 1);
        }
    }

    private static void assumeOutagePackage(Trouble trouble) {
        assumeTrue(!trouble.isOutage() || Pending.isOutagePackageThere(), Pending.OUTAGE);
    }

    private static void assumeWholeOutage(Trouble trouble) {
        assumeOutagePackage(trouble);
        assumeFalse(Pending.HALF_OUTAGES.contains(trouble), Pending.HALF);
    }

    private Observation observe(Trouble trouble) {
        return this.observations.computeIfAbsent(trouble, this::goThrough).join();
    }

    /** A trouble that cannot be gone through is not tried again for each promise. */
    private CompletableFuture<Observation> goThrough(Trouble trouble) {
        try {
            Observation observation = new Experiment(site(trouble), trouble.name()).run(trouble);
            this.report.add(observation.row(trouble.description()));
            return CompletableFuture.completedFuture(observation);
        }
        catch (RuntimeException ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private Site site(Trouble trouble) {
        if (trouble.needsRelay()) {
            this.relayed = (this.relayed != null) ? this.relayed : rehearsed(Site.relayed(2));
            return this.relayed;
        }
        this.direct = (this.direct != null) ? this.direct : rehearsed(Site.shared());
        return this.direct;
    }

    /** The first outage starts threads that stay. */
    private static Site rehearsed(Site site) {
        var unused = new Experiment(site, "rehearsal").run(Trouble.KILLED);
        site.settle();
        return site;
    }

}
