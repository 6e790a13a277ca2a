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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import com.acme.pricing.Price;
import com.acme.pricing.PriceList;
import com.acme.pricing.Prices;
import com.acme.pricing.PricingApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.stampedesafe.sample.local.EmbeddedRedis;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.redis.RedisConsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application of docs/coming-from-spring-cache.md, before and after one property. */
@Tag("any-jdk")
class SpringCacheMigrationIT {

    private static final int CALLERS = 100;

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    private EmbeddedRedis redis;

    @BeforeEach
    void startRedis() {
        this.redis = EmbeddedRedis.start();
    }

    @AfterEach
    void stop() {
        this.instances.forEach(ConfigurableApplicationContext::close);
        this.redis.close();
    }

    @Test
    void withoutThePropertyEveryCallerQueriesTheSource() {
        start("false");
        assertThat(queriesOfACrowd(Prices::price, CALLERS)).isEqualTo(CALLERS);
    }

    @Test
    void withThePropertyOneCallerQueriesTheSource() {
        start("true");
        assertThat(queriesOfACrowd(Prices::price, 1)).isEqualTo(1);
        assertThat(queriesOfACrowd(Prices::exactPrice, 1)).as("sync = true").isEqualTo(1);
        assertThat(queriesOfACrowd((prices, article) -> prices.priceLater(article).join(), 1)).as("futures")
            .isEqualTo(1);
    }

    @Test
    void allAnnotationsDoWhatTheyDid() {
        start("true");
        Prices prices = this.instances.get(0).getBean(Prices.class);
        Prices elsewhere = this.instances.get(1).getBean(Prices.class);
        Price ten = prices.price("pen");
        assertThat(elsewhere.price("pen")).isEqualTo(ten);
        assertThat(elsewhere.priceLater("pen").join()).isEqualTo(ten);
        Price nine = elsewhere.change(new Price("pen", new BigDecimal(9)));
        assertThat(prices.exactPrice("pen")).isEqualTo(nine);
        assertThat(prices.offers(List.of("pen", "ink"))).hasSize(2);
        assertThat(prices.offers(List.of())).isEmpty();
        int before = queries();
        assertThat(elsewhere.offers(List.of("pen", "ink"))).hasSize(2);
        assertThat(queries()).isEqualTo(before);
        elsewhere.withdraw("pen");
        prices.price("pen");
        assertThat(queries()).isEqualTo(before + 1);
        elsewhere.newSeason();
        elsewhere.price("pen");
        elsewhere.offers(List.of("ink"));
        assertThat(queries()).isEqualTo(before + 3);
    }

    @Test
    void anEvictDuringALoadIsNotUndone() {
        start("true");
        assertThat(priceAfterAChangeDuringALoad((command) -> {
        })).isEqualTo(new BigDecimal(9));
    }

    @Test
    void withoutThePropertyALoadUndoesAnEvict() {
        start("false");
        // Spring's own cache sends its changes and does not wait for them.
        assertThat(priceAfterAChangeDuringALoad((command) -> await().until(() -> sent(command) == 1)))
            .isEqualTo(BigDecimal.TEN);
    }

    @Test
    void withoutThePropertyAPutReturnsBeforeRedisHasTheValue() {
        start("false");
        try (RedisConsole console = new RedisConsole("localhost", this.redis.port())) {
            console.send("CLIENT", "PAUSE", "600000", "WRITE");
            this.instances.get(0).getBean(Prices.class).change(new Price("pen", new BigDecimal(9)));
            assertThat(this.instances.get(1).getBean(Prices.class).price("pen").amount()).isEqualTo(BigDecimal.TEN);
            console.send("CLIENT", "UNPAUSE");
        }
    }

    @Test
    void withThePropertyAPutReturnsWhenRedisHasTheValue() {
        start("true");
        Prices prices = this.instances.get(0).getBean(Prices.class);
        Price nine = new Price("pen", new BigDecimal(9));
        try (RedisConsole console = new RedisConsole("localhost", this.redis.port())) {
            console.send("CLIENT", "PAUSE", "600000", "WRITE");
            Crowd putting = Crowd.one(() -> prices.change(nine));
            await().atMost(Duration.ofMinutes(1))
                .until(() -> !console.send("INFO", "clients").toString().contains("blocked_clients:0"));
            assertThat(putting.isDone()).isFalse();
            console.send("CLIENT", "UNPAUSE");
            assertThat(putting.result()).isEqualTo(nine);
        }
        assertThat(this.instances.get(1).getBean(Prices.class).price("pen")).isEqualTo(nine);
    }

    private BigDecimal priceAfterAChangeDuringALoad(Consumer<String> arrival) {
        Prices prices = this.instances.get(0).getBean(Prices.class);
        PriceList list = this.instances.get(0).getBean(PriceList.class);
        CountDownLatch gate = new CountDownLatch(1);
        list.hold(gate);
        Crowd loading = Crowd.one(() -> prices.price("pen"));
        await().until(() -> list.queries() == 1);
        list.write(new Price("pen", new BigDecimal(9)));
        prices.withdraw("pen");
        arrival.accept("unlink");
        gate.countDown();
        assertThat(loading.result()).isEqualTo(new Price("pen", BigDecimal.TEN));
        arrival.accept("set");
        return prices.price("pen").amount();
    }

    /**
     * Returns how many queries callers of two instances make who all ask for an absent
     * price. The queries return when so many have begun.
     */
    private int queriesOfACrowd(BiFunction<Prices, String, Price> call, int expected) {
        int before = queries();
        String article = "pen " + before;
        CountDownLatch gate = new CountDownLatch(1);
        this.instances.forEach((instance) -> instance.getBean(PriceList.class).hold(gate));
        List<Crowd.Call> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Prices prices = this.instances.get(i % 2).getBean(Prices.class);
            calls.add(() -> call.apply(prices, article));
        }
        Crowd crowd = Crowd.of(calls);
        try {
            await().atMost(Duration.ofSeconds(15)).until(() -> queries() - before >= expected);
        }
        finally {
            gate.countDown();
        }
        assertThat(crowd.results()).containsOnly(new Price(article, BigDecimal.TEN));
        return queries() - before;
    }

    /** Returns how many of a command Redis has executed since it was started. */
    private int sent(String command) {
        RedisConnectionFactory factory = this.instances.get(0).getBean(RedisConnectionFactory.class);
        try (RedisConnection connection = factory.getConnection()) {
            String calls = connection.serverCommands()
                .info("commandstats")
                .getProperty("cmdstat_" + command, "calls=0");
            return Integer.parseInt(calls.replaceAll("calls=(\\d+).*", "$1"));
        }
    }

    private int queries() {
        return this.instances.stream().mapToInt((instance) -> instance.getBean(PriceList.class).queries()).sum();
    }

    /**
     * Starts two instances. A slow machine must not look like a Redis that does not
     * answer.
     */
    private void start(String enabled) {
        for (int i = 0; i < 2; i++) {
            this.instances.add(SpringApplication.run(PricingApplication.class, "--spring.config.name=getting-started",
                    "--spring.main.web-application-type=none", "--spring.data.redis.port=" + this.redis.port(),
                    "--stampede-safe.spring-cache.enabled=" + enabled, "--stampede-safe.redis.timeout=1m",
                    "--stampede-safe.lease=5m"));
        }
    }

}
