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

package com.acme.recipes;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.test.context.TestPropertySource;

import io.github.stampedesafe.test.StampedeSafeTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipes of docs/recipes.md work. */
@SpringBootTest
@StampedeSafeTest
@TestPropertySource(
        properties = { "spring.config.name=recipes", "stampede-safe.caches.images.serializer=imageSerializer" })
class RecipesIT {

    @Test
    void aPageOfEntitiesIsCachedAsRecords(@Autowired Products products, @Autowired ProductTable table) {
        int before = table.queries();
        PageRequest second = PageRequest.of(1, 10, Sort.by("name"));

        Page<Product> loaded = products.page(second);
        Page<Product> hit = products.page(PageRequest.of(1, 10, Sort.by("name")));

        assertThat(hit).isEqualTo(loaded);
        assertThat(hit.getTotalPages()).isEqualTo(3);
        assertThat(hit.getContent()).first().isEqualTo(new Product(10, "Product 10"));
        assertThat(table.queries()).isEqualTo(before + 1);
        products.page(PageRequest.of(1, 10, Sort.by("id")));
        assertThat(table.queries()).isEqualTo(before + 2);
    }

    @Test
    void valuesOfASealedInterfaceComeBackAsWhatTheyWere(@Autowired Payments payments) {
        int before = payments.queries();

        assertThat(payments.of(7)).isEqualTo(payments.of(7))
            .hasOnlyElementsOfTypes(Payment.Card.class, Payment.Transfer.class);
        assertThat(payments.queries()).isEqualTo(before + 1);
    }

    @Test
    void oneCacheHasASerializerOfItsOwn(@Autowired Images images) {
        int before = images.queries();

        assertThat(images.png("logo")).isEqualTo(images.png("logo")).startsWith(0x89, 'P', 'N', 'G');
        assertThat(images.queries()).isEqualTo(before + 1);
    }

    @Test
    void anAnnotationOfAnInterfaceProtectsWhatImplementsIt(@Autowired Rates rates) {
        int before = CountedRates.CALLS.get();

        assertThat(rates.euro("SEK")).isEqualTo(rates.euro("SEK")).isEqualTo(BigDecimal.valueOf(before + 1));
    }

    @Test
    void aCallWithinOneObjectIsCachedInCode(@Autowired Orders orders) throws Exception {
        int before = orders.queries();

        assertThat(orders.invoice(7)).isEqualTo(orders.invoice(7)).isEqualTo("Please pay 107 Euro.");
        assertThat(orders.queries()).isEqualTo(before + 1);
    }

}
