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

import java.time.Duration;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the endpoint says of the registry's hot keys, and has it do with them. */
class HotKeyOperationsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aHotKeyIsShownAsItIsAndRecomputedAtOnce() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                OperatedShop shop = OperatedShop.openWithRegistry(redis, OperationsIT.SHOW_KEYS)) {
            CurlLine.Reply hot = readUntil(shop, (reply) -> reply.at("/hotKeys/0/hot").equals("true")
                    && reply.at("/ranking/0/key").equals("\"DE\""));
            assertThat(hot.at("/hotKeys/0/key")).isEqualTo("\"DE\"");
            assertThat(hot.body().at("/hotKeys/0/rate").asDouble()).isPositive();
            assertThat(hot.body().at("/hotKeys/0/score").asDouble()).isPositive();
            assertThat(hot.at("/hotKeys/0/nextRecompute")).isLessThan(hot.at("/hotKeys/0/freshUntil"));
            assertThat(hot.at("/figures/recomputes/stored")).isEqualTo("0");

            assertThat(shop.run(OperationsIT.RECOMPUTE)).hasToString(OperationsIT.done("recompute"));
            CurlLine.Reply recomputed = readUntil(shop, (reply) -> reply.at("/figures/recomputes/stored").equals("1"));
            assertThat(recomputed.at("/figures/loads/recompute")).isEqualTo("1");
            assertThat(read(shop)).isEqualTo("DE2");

            shop.source().isBroken = true;
            shop.run(OperationsIT.RECOMPUTE);
            CurlLine.Reply failed = readUntil(shop, (reply) -> reply.at("/hotKeys/0/failures").equals("1"));
            assertThat(failed.at("/hotKeys/0/lastFailure"))
                .isEqualTo("\"java.lang.IllegalStateException: No orders of DE\"");
            assertThat(failed.at("/figures/failedLoads/recompute")).isEqualTo("1");
            assertThat(read(shop)).isEqualTo("DE2");

            shop.source().isBroken = false;
            shop.run(OperationsIT.RECOMPUTE);
            CurlLine.Reply well = readUntil(shop, (reply) -> reply.at("/figures/recomputes/stored").equals("2"));
            assertThat(well.at("/hotKeys/0/failures")).isEqualTo("0");
            assertThat(read(shop)).isEqualTo("DE3");
        }
    }

    private static CurlLine.Reply readUntil(OperatedShop shop, Predicate<CurlLine.Reply> isReached) {
        return await().atMost(PATIENCE).until(() -> {
            read(shop);
            return shop.run(OperationsIT.TOTALS);
        }, isReached);
    }

    private static String read(OperatedShop shop) throws InterruptedException {
        return shop.orders().totals("DE");
    }

}
