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

package io.github.stampedesafe.sample.orders;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.github.stampedesafe.sample.Shop;

import static org.assertj.core.api.Assertions.assertThat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrdersIT {

    private final Shop shop = Shop.open("--spring.sql.init.data-locations=classpath:little-data.sql");

    @AfterAll
    void close() {
        this.shop.close();
    }

    @Test
    void areInTheNextTotals() {
        assertThat(this.shop.get("/totals/DE")).contains("\"orders\":1,");
        assertThat(order("DE", 7)).isEqualTo(201);
        assertThat(this.shop.get("/totals/DE")).contains("\"orders\":2,");
    }

    @Test
    void changeNothingIfTheyAreRolledBack() {
        String totals = this.shop.get("/totals/FR");
        assertThat(order("FR", 999)).isEqualTo(422);
        assertThat(this.shop.get("/totals/FR")).isEqualTo(totals);
    }

    @Test
    void leaveTheTotalsOfOtherCountriesAlone() {
        String totals = this.shop.get("/totals/IT");
        assertThat(order("ES", 7)).isEqualTo(201);
        assertThat(this.shop.get("/totals/IT")).isEqualTo(totals);
    }

    @Test
    void canBeForgottenWithTheTotals() {
        String totals = this.shop.get("/totals/ES");
        assertThat(this.shop.send("DELETE", "/totals/ES").statusCode()).isEqualTo(204);
        assertThat(this.shop.get("/totals/ES")).isNotEqualTo(totals);
    }

    @Test
    void areNoBusinessOfTheContainerEither() {
        HttpResponse<String> answer = this.shop.send("TRACE", "/orders");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"title\":\"Method Not Allowed\"").doesNotContain("Exception");
    }

    private int order(String country, int product) {
        return this.shop.post("/orders", """
                {"country": "%s", "customer": 1, "lines": [{"product": %d, "quantity": 1}]}
                """.formatted(country, product));
    }

}
