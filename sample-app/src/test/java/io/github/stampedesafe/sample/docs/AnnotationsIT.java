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

package io.github.stampedesafe.sample.docs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import com.acme.catalogue.Catalogue;
import com.acme.catalogue.CatalogueApplication;
import com.acme.catalogue.Product;
import com.acme.catalogue.Rates;
import com.acme.catalogue.Ratings;
import com.acme.catalogue.Votes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.stampedesafe.sample.local.EmbeddedRedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The methods of docs/annotations.md do what that page says. */
class AnnotationsIT {

    private static EmbeddedRedis redis;

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
        application = SpringApplication.run(CatalogueApplication.class, "--spring.config.name=getting-started",
                "--server.port=0", "--spring.data.redis.port=" + redis.port());
    }

    @AfterAll
    static void stop() {
        application.close();
        redis.close();
    }

    @Test
    void aPutReplacesAndAnEvictRemoves() {
        Catalogue catalogue = application.getBean(Catalogue.class);
        Product pen = catalogue.save(new Product(1, "Pen", BigDecimal.ONE, 1));
        int before = catalogue.queries();
        assertThat(catalogue.product(1)).contains(pen);
        assertThat(catalogue.queries()).isEqualTo(before);
        catalogue.delete(1);
        assertThat(catalogue.product(1)).isEmpty();
        assertThat(catalogue.queries()).isEqualTo(before + 1);
    }

    @Test
    void aComposedAnnotationCachesByAllArgumentsUntilAllEntriesAreEvicted() {
        Catalogue catalogue = application.getBean(Catalogue.class);
        catalogue.save(new Product(2, "Ink", BigDecimal.ONE, 1));
        assertThat(catalogue.names("I", 10)).containsExactly("Ink");
        int before = catalogue.queries();
        assertThat(catalogue.names("I", 10)).containsExactly("Ink");
        assertThat(catalogue.queries()).isEqualTo(before);
        assertThat(catalogue.names("I", 0)).isEmpty();
        catalogue.save(new Product(3, "Inkwell", BigDecimal.TEN, 1));
        assertThat(catalogue.names("I", 10)).containsExactly("Ink", "Inkwell");
    }

    @Test
    void anExpiredValueIsServedWhileItIsReplaced() {
        Catalogue catalogue = application.getBean(Catalogue.class);
        Product book = catalogue.save(new Product(4, "Book", BigDecimal.TEN, 1));
        catalogue.raisePrices(new BigDecimal(2));
        assertThat(catalogue.product(4)).contains(book);
        // Its load is over before another test counts queries.
        await().until(() -> !catalogue.product(4).equals(Optional.of(book)));
        assertThat(catalogue.product(4)).map(Product::price).contains(new BigDecimal(20));
    }

    @Test
    void anAnnotationOfAClassAppliesToItsMethods() {
        Rates rates = application.getBean(Rates.class);
        BigDecimal euro = rates.euro("SEK");
        assertThat(rates.dollar("SEK")).isNotEqualTo(euro);
        assertThat(rates.euro("SEK")).isEqualTo(euro);
    }

    @Test
    void aCacheIsUsedInCode() throws Exception {
        Ratings ratings = application.getBean(Ratings.class);
        assertThat(ratings.stars(7)).isEqualTo(List.of(5, 4, 1));
        assertThat(ratings.stars(7)).isEqualTo(List.of(5, 4, 1));
        ratings.rated(7);
        assertThat(ratings.stars(7)).isEqualTo(List.of(5, 4, 2));
    }

    @Test
    void severalKeysAreLoadedByOneCallAndShareTheirEntries() {
        Catalogue catalogue = application.getBean(Catalogue.class);
        catalogue
            .saveAll(List.of(new Product(21, "Cup", BigDecimal.ONE, 1), new Product(22, "Mug", BigDecimal.ONE, 1)));
        catalogue.save(new Product(23, "Jug", BigDecimal.ONE, 1));
        int before = catalogue.queries();
        assertThat(catalogue.products(List.of(23L, 22L, 21L))).containsOnlyKeys(23L, 22L, 21L);
        assertThat(catalogue.queries()).isEqualTo(before);
        catalogue.deleteAll(List.of(21L, 22L));
        assertThat(catalogue.products(List.of(21L, 22L, 23L))).containsOnlyKeys(23L);
        assertThat(catalogue.productList(new TreeSet<>(List.of(21L, 22L, 23L)))).extracting(Product::name)
            .containsExactly("Jug");
        assertThat(catalogue.product(21)).isEmpty();
        assertThat(catalogue.queries()).isEqualTo(before + 1);
    }

    @Test
    void severalKeysAreUsedInCode() throws Exception {
        Votes votes = application.getBean(Votes.class);
        assertThat(votes.votes(List.of(1L, 2L))).containsExactly(Map.entry(1L, 1), Map.entry(2L, 1));
        assertThat(votes.votes(List.of(2L, 3L))).containsExactly(Map.entry(2L, 1), Map.entry(3L, 2));
        votes.voted(List.of(1L, 3L));
        assertThat(votes.votes(List.of(1L, 2L, 3L))).containsExactly(Map.entry(1L, 3), Map.entry(2L, 1),
                Map.entry(3L, 3));
    }

}
