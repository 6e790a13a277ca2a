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

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import io.github.stampedesafe.actuate.OperatedShop.Orders;
import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the endpoint has a schedule do, where nobody asks and nobody counts. */
class ScheduleOperationsIT {

    @Test
    void aKeyOfAScheduleIsRecomputedAtOnce() {
        try (RedisProcess redis = RedisProcess.start();
                OperatedShop shop = OperatedShop.open(Application.class, redis,
                        "--stampede-safe.hot-keys.enabled=false")) {
            await().until(() -> shop.run(OperationsIT.TOTALS).at("/figures/recomputes/stored"), "1"::equals);
            assertThat(shop.run(OperationsIT.RECOMPUTE)).hasToString(OperationsIT.done("recompute"));
            await().until(() -> shop.run(OperationsIT.TOTALS).at("/figures/recomputes/stored"), "2"::equals);
            assertThat(shop.source().loads).hasValue(2);
            CurlLine.Reply other = shop.run(OperationsIT.RECOMPUTE.replace("DE", "FR"));
            assertThat(other.status()).isEqualTo(400);
            assertThat(other.body().at("/message").asString())
                .isEqualTo("This instance does not know how to recompute that key of cache 'totals': it counts no hot "
                        + "keys, and no schedule lists it. Write 'expire' to let the next reader refresh it.");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ ScheduledService.class, Orders.class })
    static class Application {

    }

    static class ScheduledService {

        private final Orders orders;

        ScheduledService(Orders orders) {
            this.orders = orders;
        }

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", ttl = "5m")
        @ScheduledRecompute(fixedRate = "4m", arguments = "{'DE'}")
        public String totals(String country) throws InterruptedException {
            return this.orders.load(country);
        }

    }

}
