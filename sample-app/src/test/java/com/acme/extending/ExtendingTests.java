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

package com.acme.extending;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** The beans of docs/extending.md do what that page says, without a Redis. */
class ExtendingTests {

    private static ConfigurableApplicationContext application;

    private final Prices prices = application.getBean(Prices.class);

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(ExtendedApplication.class).web(WebApplicationType.NONE)
            .run("--spring.config.name=extending", "--spring.main.banner-mode=off");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aKeyGeneratorKeepsTenantsApart() {
        assertThat(priceFor("acme", "pen")).isEqualTo(priceFor("acme", "pen"));
        assertThat(priceFor("other", "pen")).isNotEqualTo(priceFor("acme", "pen"));
        assertThat(this.prices.queries()).contains("pen of acme for cache prices", "pen of other for cache prices");
    }

    @Test
    void aRefreshHasTheTenantOfTheCallThatFoundTheValueOld() {
        Money old = priceFor("acme", "ink");
        Tenant.runAs("acme", () -> this.prices.changed("ink"));

        assertThat(priceFor("acme", "ink")).isEqualTo(old);
        await().until(() -> !priceFor("acme", "ink").equals(old));

        assertThat(this.prices.queries()).filteredOn((query) -> query.startsWith("ink"))
            .containsExactly("ink of acme for cache prices", "ink of acme for cache prices");
    }

    @Test
    void aListenerCountsFailures() {
        assertThatIllegalArgumentException().isThrownBy(() -> this.prices.price("")).withMessage("No product");

        assertThat(application.getBean(MeterRegistry.class)
            .get("totals.failures")
            .tags("cache", "prices", "type", "IllegalArgumentException")
            .counter()
            .count()).isEqualTo(1);
    }

    @Test
    void aStoreAndACodecKeepWhatWasLoaded() {
        Money price = priceFor("acme", "book");
        assertThat(price.currency()).isEqualTo("EUR");
        assertThat(price.amount()).isGreaterThan(BigDecimal.ONE);
        assertThat(priceFor("acme", "book")).isEqualTo(price).isNotSameAs(price);
    }

    private Money priceFor(String tenant, String product) {
        List<Money> price = new ArrayList<>();
        Tenant.runAs(tenant, () -> price.add(this.prices.price(product)));
        return price.get(0);
    }

}
