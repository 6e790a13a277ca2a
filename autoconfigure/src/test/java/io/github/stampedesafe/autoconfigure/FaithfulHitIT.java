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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.event.CacheCounter;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.test.redis.RedisProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** What a hit returns is what the load returned, or there is no hit. */
@ExtendWith(OutputCaptureExtension.class)
class FaithfulHitIT {

    private static RedisProcess redis;

    private static ConfigurableApplicationContext context;

    private static Zoo zoo;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start();
        context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
            .properties("spring.application.name=zoo", "spring.data.redis.host=" + redis.host(),
                    "spring.data.redis.port=" + redis.port(), "stampede-safe.caches.accepted.on-unfaithful=store",
                    "stampede-safe.caches.untyped.serializer=untyped")
            .run();
        zoo = context.getBean(Zoo.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        redis.close();
    }

    @Test
    void aSubclassOfAnOpenTypeIsServedAsItIsAndNotStored(CapturedOutput output) {
        for (int i = 0; i < 3; i++) {
            assertThat(zoo.animal("rex")).isExactlyInstanceOf(Dog.class);
            assertThat(zoo.animals("rex").get(1)).isExactlyInstanceOf(Dog.class);
        }
        assertThat(count("animals", CacheCounter.UNFAITHFUL)).isEqualTo(3);
        assertThat(count("animals", CacheCounter.HIT)).isZero();
        assertThat(output.toString().lines().filter((line) -> line.contains("What Zoo.animals(String) returns")))
            .singleElement()
            .asString()
            .endsWith("What Zoo.animals(String) returns for key 'rex' of cache 'animals' does not come back from the "
                    + "cache as it was loaded and is not stored: '[1]': " + Dog.class.getName() + " came back as "
                    + Animal.class.getName() + ". Make its declared type sealed, annotate that with @JsonTypeInfo, or "
                    + "declare the class that is returned; or name a serializer in "
                    + "'stampede-safe.caches.animals.serializer'. Or accept the difference with "
                    + "'stampede-safe.caches.animals.on-unfaithful=store'.");
    }

    @Test
    void aReverseOrderIsNotLost() {
        assertThat(zoo.ranking().firstKey()).isEqualTo(3);
        assertThat(zoo.ranking().firstKey()).isEqualTo(3);
        assertThat(count("ranking", CacheCounter.UNFAITHFUL)).isEqualTo(2);
    }

    @Test
    void whoAcceptsADifferenceHasHits() {
        assertThat(zoo.accepted("rex")).isExactlyInstanceOf(Dog.class);
        assertThat(zoo.accepted("rex")).isExactlyInstanceOf(Animal.class);
        assertThat(count("accepted", CacheCounter.UNFAITHFUL)).isOne();
    }

    @Test
    void aSerializerOfAnythingReachesNobodyWithAnotherClass(CapturedOutput output) {
        for (int i = 0; i < 2; i++) {
            assertThat(zoo.untyped("rex")).isExactlyInstanceOf(Animal.class);
        }
        assertThat(count("untyped", CacheCounter.UNFAITHFUL)).isEqualTo(2);
        assertThat(output.toString().lines().filter((line) -> line.contains("What Zoo.untyped(String) returns")))
            .singleElement()
            .asString()
            .contains("is not stored: it cannot be read back (" + Untyped.class.getName()
                    + " could not read the 14 bytes of a stored value: it returned a java.util.LinkedHashMap, not a "
                    + Animal.class.getName() + "). '" + Untyped.class.getName()
                    + "' has to read what it writes: configure it so, or name another serializer.");
    }

    @Test
    void aRingIsRefusedWithASentence(CapturedOutput output) {
        Node node = zoo.ring();
        assertThat(node.next.next).isSameAs(node);
        zoo.ring();
        assertThat(count("ring", CacheCounter.UNWRITABLE)).isEqualTo(2);
        assertThat(output).contains("could not be written as JSON of '" + Node.class.getName()
                + "': it refers to itself, or is nested deeper than 500 levels");
    }

    @Test
    void aKeyThatIsARecordIsFound() {
        assertThat(zoo.stock().get(new Sku("mug"))).isEqualTo(3);
        assertThat(zoo.stock().get(new Sku("mug"))).isEqualTo(3);
        assertThat(count("stock", CacheCounter.HIT)).isOne();
    }

    private static long count(String cache, CacheCounter event) {
        return context.getBean(CacheStatistics.class).count(cache, event);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Zoo zoo() {
            return new Zoo();
        }

        /** A second one, so that none is the serializer of every cache. */
        @Bean
        RedisSerializer<String> keys() {
            return RedisSerializer.string();
        }

        @Bean
        RedisSerializer<Object> untyped() {
            return new Untyped();
        }

    }

    static class Zoo {

        private final AtomicInteger loads = new AtomicInteger();

        @StampedeSafeCacheable(cacheName = "animal")
        public Animal animal(String name) {
            return dog(name);
        }

        @StampedeSafeCacheable(cacheName = "animals")
        public List<Animal> animals(String name) {
            return List.of(new Animal(), dog(name));
        }

        @StampedeSafeCacheable(cacheName = "accepted")
        public Animal accepted(String name) {
            return dog(name);
        }

        @StampedeSafeCacheable(cacheName = "untyped")
        public Animal untyped(String name) {
            Animal animal = new Animal();
            animal.name = name;
            return animal;
        }

        @StampedeSafeCacheable(cacheName = "ranking")
        public SortedMap<Integer, String> ranking() {
            SortedMap<Integer, String> ranking = new TreeMap<>(Comparator.reverseOrder());
            ranking.putAll(Map.of(1, "a", 3, "c"));
            return ranking;
        }

        @StampedeSafeCacheable(cacheName = "ring")
        public Node ring() {
            Node node = new Node();
            node.next = new Node();
            node.next.next = node;
            return node;
        }

        @StampedeSafeCacheable(cacheName = "stock")
        public Map<Sku, Integer> stock() {
            Map<Sku, Integer> stock = new LinkedHashMap<>();
            stock.put(new Sku("mug"), 3);
            return stock;
        }

        private Dog dog(String name) {
            Dog dog = new Dog();
            dog.name = name;
            dog.tricks.add("sit " + this.loads.incrementAndGet());
            return dog;
        }

    }

    static class Animal {

        String name = "";

    }

    static class Dog extends Animal {

        List<String> tricks = new ArrayList<>();

    }

    static class Node {

        Node next;

    }

    record Sku(String value) {
    }

    static class Untyped implements RedisSerializer<Object> {

        private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultVisibility((visibility) -> visibility
                .withFieldVisibility(com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.ANY))
            .build();

        @Override
        public byte[] serialize(Object value) {
            return this.mapper.writeValueAsBytes(value);
        }

        @Override
        public Object deserialize(byte[] bytes) {
            return this.mapper.readValue(bytes, Object.class);
        }

    }

}
