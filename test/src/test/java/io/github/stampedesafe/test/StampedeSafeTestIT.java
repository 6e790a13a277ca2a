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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.test.ReportApplication.ReportService;
import io.github.stampedesafe.test.redis.RedisServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

@SpringBootTest(properties = { "spring.data.redis.url=rediss://nowhere.example:1", "spring.data.redis.password=none" })
@StampedeSafeTest(instances = 2)
@Timeout(60)
class StampedeSafeTestIT {

    @Autowired
    private ReportService reports;

    @Autowired
    private Instances instances;

    @Autowired
    private CacheLoads loads;

    @Autowired
    private TestRedis redis;

    @Autowired
    private StoreTime time;

    @Test
    void aHundredCallersOnTwoInstancesLoadOnce() {
        Crowd crowd = this.instances.crowd(100, ReportService.class, (reports) -> reports.report(2026));

        assertThat(crowd).hasLoads(1)
            .hasLoadsOf(1, "reports", 2026)
            .hasDistinctAnswers(1)
            .hasNoFailures()
            .hasLongestWaitUnder(Duration.ofSeconds(15));
        assertThat(this.instances.contexts()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void unprotectedCallersGetDifferentAnswers() {
        Crowd crowd = this.instances.crowd(4, ReportService.class, (reports) -> reports.unprotected(2026));

        assertThat(crowd).hasDistinctAnswers(4).hasLoads(0);
    }

    @RepeatedTest(2)
    void eachTestBeginsWithEmptyCachesOnAllInstances() throws Exception {
        Set<String> answers = new HashSet<>();
        for (ReportService service : this.instances.beans(ReportService.class)) {
            answers.add(service.report(1999));
        }

        assertThat(answers).hasSize(1);
        assertThat(this.loads.of("reports", 1999)).isOne();
        assertThat(this.loads.total()).isOne();
    }

    @Test
    void loadsAreCountedByTheKeyThatTheMethodHas() {
        this.reports.report(2026, "DE");
        this.reports.report(2026, "FR");
        this.reports.both(2026, "DE");

        assertThat(this.loads.of("reports", "2026 of DE")).isOne();
        assertThat(this.loads.of("both", 2026, "DE")).isOne();
        assertThat(this.loads.inCache("reports")).isEqualTo(2);
        assertThat(this.loads).hasToString("{both:((int)2026,DE)=1, reports:2026 of DE=1, reports:2026 of FR=1}");
    }

    @Test
    void aValueIsLoadedAgainWhenItsTtlHasPassed() throws Exception {
        String first = this.reports.report(2026);
        assertThat(this.time.advance(Duration.ofMinutes(9))).isOne();
        assertThat(this.reports.report(2026)).isEqualTo(first);

        this.time.advance(Duration.ofMinutes(1));

        for (ReportService service : this.instances.beans(ReportService.class)) {
            assertThat(service.report(2026)).isNotEqualTo(first);
        }
        assertThat(this.loads.of("reports", 2026)).isEqualTo(2);
    }

    @Test
    void aValueIsStaleWhenItsTtlHasPassed() {
        String first = this.reports.staleReport(2026);
        this.time.advance(Duration.ofMinutes(11));

        assertThat(this.reports.staleReport(2026)).isEqualTo(first);
        await().until(() -> !this.reports.staleReport(2026).equals(first));
        assertThat(this.loads.of("stale", 2026)).isEqualTo(2);
    }

    @Test
    void timeDoesNotRunBackwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> this.time.advance(Duration.ofMinutes(-1)))
            .withMessage(
                    "The time to advance must be at least 1 ms but is 'PT-1M'. What is stored does not get younger.");
    }

    @Test
    void aHeldLoadThatIsEvictedMeanwhileIsNotStored() throws Exception {
        Hold hold = this.loads.hold("reports", 2026);
        Crowd reader = Crowd.one(() -> this.reports.report(2026));
        hold.awaitReached();

        this.reports.changed(2026);
        assertThat(reader.isDone()).isFalse();
        hold.release();

        assertThat(this.reports.report(2026)).isNotEqualTo(reader.result());
        assertThat(this.loads.of("reports", 2026)).isEqualTo(2);
    }

    @Test
    void aLoadIsHeldWhileTheCrowdWaits() {
        Hold hold = this.loads.hold("reports", 2026);
        Crowd crowd = this.instances.crowd(20, ReportService.class, (reports) -> reports.report(2026));
        hold.awaitReached();
        assertThat(crowd.isDone()).isFalse();
        hold.release();

        assertThat(crowd).hasLoads(1).hasDistinctAnswers(1);
    }

    @Test
    void withoutRedisEachInstanceLoads() throws Exception {
        this.instances.contexts();
        this.redis.goDown();
        for (ReportService service : this.instances.beans(ReportService.class)) {
            assertThat(service.report(2026)).startsWith("2026");
        }
        assertThat(this.loads.of("reports", 2026)).isEqualTo(2);
    }

    @Test
    void aHungRedisHoldsNobodyUp() throws Exception {
        this.instances.contexts();
        this.redis.hang();
        for (ReportService service : this.instances.beans(ReportService.class)) {
            assertThat(service.report(2026)).startsWith("2026");
        }
        assertThat(this.loads.of("reports", 2026)).isEqualTo(2);
    }

    @Test
    @DisabledIfEnvironmentVariable(named = RedisServers.OVERRIDE, matches = ".+")
    void aRedisThatRefusesWritesStoresNothing() throws Exception {
        this.redis.refuseWrites();
        assertThat(this.reports.report(2026)).startsWith("2026");
        assertThat(this.redis.send("KEYS", "*{reports:*}")).asString().isEqualTo("[]");
    }

    @Test
    void aHealedRedisIsUsedAgain() throws Exception {
        this.redis.slowDown(Duration.ofMillis(20));
        String first = this.reports.report(2026);
        this.redis.heal();
        assertThat(this.reports.report(2026)).isEqualTo(first);
    }

    @Test
    void theRedisIsThatOfTheTestWhateverThePropertiesSay(@Autowired DataRedisConnectionDetails details,
            @Autowired Environment environment) {
        assertThat(details.getStandalone().getPort()).isEqualTo(this.redis.port());
        assertThat(environment.getProperty("spring.data.redis.url"))
            .isEqualTo("redis://127.0.0.1:" + this.redis.port());
    }

    @Test
    void aFailedAssertionSaysAllFigures() {
        Crowd crowd = this.instances.crowd(4, ReportService.class, (reports) -> reports.report(2026, "DE"));

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(crowd).hasLoads(4))
            .satisfies((error) -> assertThat(error.getMessage()).matches("""
                    Expected 4 loads but there were 1:
                      callers           4 on 2 instances
                      loads             1 \\(1 × reports:2026 of DE\\)
                      distinct answers  1 \\(2026 DE\\)
                      failures          0
                      longest wait      \\d+ ms"""));
    }

    @Nested
    class NestedTests {

        @Test
        void shareTheContextAround(@Autowired TestRedis other) {
            assertThat(other).isSameAs(StampedeSafeTestIT.this.redis);
        }

    }

}
