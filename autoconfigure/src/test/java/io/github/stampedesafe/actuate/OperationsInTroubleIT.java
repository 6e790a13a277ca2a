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

package io.github.stampedesafe.actuate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What {@code docs/operations.md} says of outages, failing sources and secrets. */
@ExtendWith(OutputCaptureExtension.class)
class OperationsInTroubleIT {

    private RedisProcess redis;

    @BeforeEach
    void startRedis() {
        this.redis = RedisProcess.start();
    }

    @AfterEach
    void stopRedis() {
        this.redis.close();
    }

    @Test
    void keysAndMessagesAreHiddenByDefaultAndWorkAllTheSame() throws Exception {
        try (OperatedShop shop = OperatedShop.open(this.redis)) {
            shop.orders().totals("DE");
        }
        try (OperatedShop discreet = OperatedShop.open(this.redis)) {
            assertThat(discreet.orders().totals("DE")).isEqualTo("DE1");
            CurlLine.Reply reply = discreet.run(OperationsIT.TOTALS);
            assertThat(reply.body().toString()).doesNotContain("\"DE\"", "of DE", "\"FR\"");
            assertThat(reply.at("/hotKeys/0/key")).matches("\"#[0-9a-f]{12}\"").isEqualTo(reply.at("/ranking/0/key"));
            assertThat(reply.at("/ranking/1/key")).isNotEqualTo(reply.at("/ranking/0/key"));
            assertThat(reply.at("/hotKeys/0/lastFailure")).isEqualTo("\"******\"");
            assertThat(discreet.run(OperationsIT.EVICT).status()).isEqualTo(200);
            assertThat(discreet.orders().totals("DE")).isEqualTo("DE1");
            assertThat(discreet.source().loads).hasValue(1);
        }
    }

    @Test
    void readersMayBeKeptFromWriting() throws Exception {
        try (OperatedShop closed = OperatedShop.open(this.redis,
                "--management.endpoint.stampedesafe.access=read-only")) {
            closed.orders().totals("DE");
            assertThat(closed.run(OperationsIT.TOTALS).status()).isEqualTo(200);
            assertThat(closed.run(OperationsIT.EVICT).status()).isEqualTo(405);
            assertThat(closed.orders().totals("DE")).isEqualTo("DE1");
        }
    }

    @Test
    void aSourceThatFailsUnnoticedShowsInHealthAndLogWithoutAKey(CapturedOutput output) throws Exception {
        try (OperatedShop masked = OperatedShop.open(this.redis, "--stampede-safe.stale-alert-after=1s")) {
            masked.orders().totals("DE");
            masked.source().isBroken = true;
            await().until(() -> {
                masked.run(OperationsIT.EXPIRE);
                masked.orders().totals("DE");
                return masked.run(OperationsIT.HEALTH).at("/components/stampedeSafe/details/degraded");
            }, "true"::equals);
            CurlLine.Reply health = masked.run(OperationsIT.HEALTH);
            assertThat(health.at("/components/stampedeSafe/status")).isEqualTo("\"UP\"");
            assertThat(health.at("/components/stampedeSafe/details/warnings")).matches(
                    "\\[\"Every load of cache 'totals' has failed for [1-9] s\\. Its callers are served stale values "
                            + "and have noticed nothing\\.\"]");
            await().until(() -> {
                masked.orders().totals("DE");
                return output.getOut();
            }, (log) -> log.contains("Every load of cache 'totals' has failed for "));
            masked.orders().totals("DE");
            assertThat(output).containsOnlyOnce("Every load of cache 'totals' has failed for ");
            CurlLine.Reply overview = masked.run(OperationsIT.OVERVIEW);
            assertThat(overview.body().at("/caches/totals/failedLoads/stale").asLong()).isGreaterThan(1);
            assertThat(overview.body().at("/caches/totals/stale").asLong()).isGreaterThan(1);
            masked.source().isBroken = false;
            await().until(() -> {
                masked.orders().totals("DE");
                return masked.run(OperationsIT.HEALTH).at("/components/stampedeSafe/details/degraded");
            }, "false"::equals);
        }
    }

    @Test
    void inAnOutageHealthIsUpAndChangesArePendingOrRefused() throws Exception {
        try (OperatedShop keeping = OperatedShop.open(this.redis);
                OperatedShop strict = OperatedShop.open(this.redis,
                        "--stampede-safe.redis.on-undelivered-change=throw")) {
            keeping.orders().totals("DE");
            strict.orders().totals("DE");
            this.redis.kill();
            assertThat(keeping.run(OperationsIT.EVICT))
                .hasToString(OperationsIT.done("evict").replace("\"undelivered\":0", "\"undelivered\":1"));
            assertThat(strict.run(OperationsIT.EVICT).status()).isEqualTo(503);
            await().until(() -> keeping.run(OperationsIT.OVERVIEW).at("/redis/store"), "\"open\""::equals);
            assertThat(keeping.run(OperationsIT.OVERVIEW).at("/redis/undelivered")).isEqualTo("1");
            assertThat(keeping.run(OperationsIT.OVERVIEW).body().at("/redis/outageMillis").asLong()).isPositive();
            CurlLine.Reply health = keeping.run(OperationsIT.HEALTH);
            assertThat(health.at("/components/stampedeSafe/status")).isEqualTo("\"UP\"");
            assertThat(health.at("/components/stampedeSafe/details/degraded")).isEqualTo("true");
            this.redis.restart();
            await().until(() -> keeping.run(OperationsIT.HEALTH).at("/components/stampedeSafe/details/degraded"),
                    "false"::equals);
            assertThat(keeping.run(OperationsIT.OVERVIEW).at("/redis/undelivered")).isEqualTo("0");
        }
    }

}
