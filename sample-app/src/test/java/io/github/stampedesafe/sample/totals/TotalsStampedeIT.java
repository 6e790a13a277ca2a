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

package io.github.stampedesafe.sample.totals;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.sample.Shop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Incident 4: hundreds of requests for the totals arrive before the first has been
 * answered.
 */
class TotalsStampedeIT {

    private static final String EMPTY_DATABASE = "--spring.sql.init.mode=never";

    @Test
    void withoutProtectionEveryCallerLoads() {
        HeldQuery query = new HeldQuery(8);
        try (Shop shop = Shop.openWith(query, EMPTY_DATABASE)) {
            assertThat(answers(shop.getAtOnce(8, "/unprotected/totals/DE"))).hasSize(8);
            assertThat(query.loads()).isEqualTo(8);
        }
    }

    @Test
    void withProtectionOneCallerLoadsForAll() {
        HeldQuery query = new HeldQuery(64);
        try (Shop shop = Shop.openWith(query, EMPTY_DATABASE)) {
            assertThat(answers(shop.getAtOnce(64, "/totals/DE"))).hasSize(1);
            assertThat(query.loads()).isEqualTo(1);
            assertThat(shop.get("/loads")).isEqualTo("1");
        }
    }

    @Test
    void twoInstancesLoadOnceTogether() {
        HeldQuery query = new HeldQuery(64);
        try (Shop one = Shop.openWith(query, EMPTY_DATABASE); Shop other = neighbour(one, query)) {
            assertThat(answers(Stream.concat(one.getAtOnce(32, "/totals/DE"), other.getAtOnce(32, "/totals/DE"))))
                .hasSize(1);
            assertThat(query.loads()).isEqualTo(1);
        }
    }

    @Test
    void afterARestartNobodyLoads() {
        HeldQuery before = new HeldQuery(1);
        HeldQuery after = new HeldQuery(1);
        try (Shop redis = Shop.openWith(before, EMPTY_DATABASE)) {
            String answer;
            try (Shop shop = neighbour(redis, before)) {
                answer = shop.get("/totals/DE");
            }
            try (Shop restarted = neighbour(redis, after)) {
                assertThat(answers(restarted.getAtOnce(8, "/totals/DE"))).containsExactly(answer);
                assertThat(restarted.get("/loads")).isEqualTo("0");
            }
        }
        assertThat(before.loads()).isEqualTo(1);
        assertThat(after.loads()).isZero();
    }

    private static Shop neighbour(Shop shop, HeldQuery query) {
        return Shop.openWith(query, EMPTY_DATABASE, "--spring.data.redis.port=" + shop.redisPort());
    }

    private static Stream<String> answers(Stream<CompletableFuture<String>> answers) {
        return answers.map(CompletableFuture::join).distinct();
    }

}
