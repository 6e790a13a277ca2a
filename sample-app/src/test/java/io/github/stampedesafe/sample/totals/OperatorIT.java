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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.sample.Shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the README tells an operator to type. */
class OperatorIT {

    private static final String PATH = "/actuator/stampedesafe/totals";

    private static final String EXPIRE = "{\"operation\": \"expire\", \"key\": \"DE\"}";

    @Test
    void theCacheShowsWhatItDidAndIsRefreshedOnRequest() throws IOException {
        assertThat(Files.readString(Path.of("..", "README.md"))).contains("`curl localhost:8080" + PATH + "`",
                "\ncurl -s -H 'Content-Type: application/json' -d '" + EXPIRE + "' localhost:8080" + PATH + " ");
        HeldQuery query = new HeldQuery(1);
        try (Shop shop = Shop.openWith(query, "--spring.sql.init.mode=never")) {
            String answer = shop.get("/totals/DE");
            assertThat(shop.get("/totals/DE")).isEqualTo(answer);
            JsonNode cache = JsonMapper.shared().readTree(shop.get(PATH));
            assertThat(cache.at("/figures/events/miss").asLong()).isOne();
            assertThat(cache.at("/figures/events/hit").asLong()).isOne();
            assertThat(cache.at("/figures/loads/miss").asLong()).isOne();
            assertThat(cache.at("/uses/0/policy/load-deadline"))
                .hasToString("{\"value\":\"1m\",\"origin\":\"stampede-safe.caches.totals.load-deadline\"}");
            assertThat(shop.post(PATH, EXPIRE)).isEqualTo(200);
            assertThat(shop.get("/totals/DE")).isEqualTo(answer);
            await().until(query::loads, (loads) -> loads == 2);
        }
    }

}
