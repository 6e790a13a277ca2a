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

package io.github.stampedesafe.autoconfigure;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** An application can be built ahead of time, and its native image lacks nothing. */
class AheadOfTimeTests {

    private static RuntimeHints hints;

    @BeforeAll
    static void build() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Application.class);
            DefaultGenerationContext generation = new DefaultGenerationContext(
                    new ClassNameGenerator(ClassName.get(AheadOfTimeTests.class)), new InMemoryGeneratedFiles());
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
            generation.writeGeneratedContent();
            hints = generation.getRuntimeHints();
        }
    }

    @Test
    void theScriptsAreKept() {
        assertThat(RuntimeHintsPredicates.resource().forResource("io/github/stampedesafe/redis/begin.lua"))
            .accepts(hints);
    }

    @Test
    void whatAMethodReturnsCanBeWrittenAndRead() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection()
            .onConstructorInvocation(Product.class.getDeclaredConstructor(String.class, Price.class))).accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Price.class.getMethod("amount")))
            .accepts(hints);
    }

    @Test
    void whatAPutStoresCanBeWrittenAndRead() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Stock.class.getMethod("pieces")))
            .accepts(hints);
    }

    @Test
    void aKeyCanBeMadeOfAnArgument() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Place.class.getMethod("country")))
            .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Shelf.class.getMethod("number")))
            .accepts(hints);
    }

    @Test
    void ofWhatIsNotCachedNothingIsKept() throws Exception {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Secret.class.getMethod("word")))
            .rejects(hints);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Shop.class)
    static class Application {

    }

    static class Shop {

        @StampedeSafeCacheable(cacheName = "products")
        public Optional<Map<String, List<Product>>> products(Place place) {
            return Optional.empty();
        }

        @StampedeSafeCachePut(cacheName = "stock", key = "#shelf.number")
        public Stock stock(Shelf shelf) {
            return new Stock(1);
        }

        @StampedeSafeCacheEvict(cacheName = "stock", key = "#shelf.number")
        public void sell(Shelf shelf) {
        }

        public Secret secret() {
            return new Secret("");
        }

    }

    public record Product(String name, Price price) {
    }

    public record Price(BigDecimal amount) {
    }

    public record Stock(int pieces) {
    }

    public record Place(String country) {
    }

    public record Shelf(int number) {
    }

    public record Secret(String word) {
    }

}
