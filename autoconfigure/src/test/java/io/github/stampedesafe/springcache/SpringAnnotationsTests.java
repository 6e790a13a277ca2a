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

package io.github.stampedesafe.springcache;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.interceptor.CacheInterceptor;

import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What Spring's annotations promise, and what one flight adds to it. */
class SpringAnnotationsTests {

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    private final List<SpringContext> contexts = new ArrayList<>();

    private final SpringContext context = context();

    private final Orders orders = this.context.bean(Orders.class);

    @AfterEach
    void close() {
        this.contexts.forEach(SpringContext::close);
    }

    @Test
    void interceptorOfSpringIsOurs() {
        assertThat(this.context.bean(CacheInterceptor.class)).isInstanceOf(StampedeSafeCacheInterceptor.class);
    }

    @Test
    void secondCallIsAHitOfOneRead() {
        assertThat(this.orders.plain("DE")).isEqualTo(new Order("DE", 1));
        int reads = this.context.instance.listener().events().size();
        assertThat(this.orders.plain("DE")).isEqualTo(new Order("DE", 1));
        assertThat(this.orders.plain("FR")).isEqualTo(new Order("FR", 2));
        assertThat(this.context.instance.listener().events().get(reads)).isEqualTo("hit plain:DE FRESH");
        assertThat(this.context.instance.listener().count("put ")).isZero();
        assertThat(this.context.instance.listener().count("stored ")).isEqualTo(2);
    }

    @Test
    void manyCallersOfTwoInstancesLoadOnce() {
        SpringContext one = live();
        SpringContext other = live();
        Orders first = one.bean(Orders.class);
        Orders second = other.bean(Orders.class);
        List<Crowd.Call> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> first.slow("DE"));
            calls.add(() -> second.slow("DE"));
        }
        Crowd crowd = Crowd.of(calls);
        awaitTrue(() -> first.loads() + second.loads() == 1);
        first.gate().countDown();
        second.gate().countDown();
        assertThat(crowd.results()).hasSize(100).containsOnly("DE1");
        assertThat(first.loads() + second.loads()).isEqualTo(1);
    }

    @Test
    void evictDuringALoadIsNotUndoneByThePutOfSpring() {
        SpringContext one = live();
        Orders slow = one.bean(Orders.class);
        Crowd crowd = Crowd.one(() -> slow.slow("DE"));
        awaitTrue(() -> slow.loads() == 1);
        this.orders.evictSlow("DE");
        slow.gate().countDown();
        assertThat(crowd.result()).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("slow").get("DE")).isNull();
    }

    @Test
    void syncAndPlainOperationsShareACache() {
        assertThat(this.orders.sync("DE")).isEqualTo(new Order("DE", 1));
        assertThat(this.orders.plain("DE")).isEqualTo(new Order("DE", 1));
        assertThat(this.orders.sync("DE")).isEqualTo(new Order("DE", 1));
    }

    @Test
    void cacheIsTheOneOfOurOwnApi() throws Exception {
        assertThat(this.orders.plain("DE")).isEqualTo(new Order("DE", 1));
        assertThat(this.orders.several("DE", 2)).isEqualTo(1);
        assertThat(this.context.ours().cache("plain").get("DE", Order.class, () -> null)).isEqualTo(new Order("DE", 1));
        this.context.ours().cache("plain").evict("DE");
        assertThat(this.orders.plain("DE")).isEqualTo(new Order("DE", 3));
    }

    @Test
    void conditionAndUnlessAreSprings() {
        assertThat(this.orders.conditional("DEU")).isEqualTo(1);
        assertThat(this.orders.conditional("DEU")).isEqualTo(2);
        assertThat(this.orders.conditional("DE")).isEqualTo(3);
        assertThat(this.orders.conditional("DE")).isEqualTo(3);
        assertThat(this.orders.odd("DE")).isEqualTo(4);
        assertThat(this.orders.odd("DE")).isEqualTo(5);
        assertThat(this.orders.odd("DE")).isEqualTo(5);
    }

    @Test
    void nullIsCached() {
        assertThat(this.orders.nothing("DE")).isNull();
        assertThat(this.orders.nothing("DE")).isNull();
        assertThat(this.orders.loads()).isEqualTo(1);
    }

    @Test
    void optionalIsUnwrapped() {
        for (int i = 0; i < 2; i++) {
            assertThat(this.orders.optional("DE")).contains("DE");
            assertThat(this.orders.optional("")).isEmpty();
        }
        assertThat(this.orders.loads()).isEqualTo(2);
        assertThat(this.context.manager.getCache("optional").get("DE", String.class)).isEqualTo("DE");
    }

    @Test
    void exceptionsReachTheCallerAsTheyAre() {
        for (int i = 1; i <= 2; i++) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.orders.failing("DE"))
                .withMessage("no line " + i)
                .withNoCause();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.orders.failingSync("DE"))
                .withMessage("no line in sync")
                .withNoCause();
        }
    }

    @Test
    void staleValueIsServedWhileTheMethodIsCalledInTheBackground() {
        assertThat(this.orders.stale("DE")).isEqualTo(1);
        this.clock.advance(Duration.ofSeconds(11));
        assertThat(this.orders.stale("DE")).isEqualTo(1);
        assertThat(this.context.instance.refreshes().runAll()).isEqualTo(1);
        assertThat(this.orders.stale("DE")).isEqualTo(2);
        assertThat(this.orders.loads()).isEqualTo(2);
    }

    @Test
    void typeThatIsNotExactIsStoredAsWhatTheValueShows() {
        assertThat(this.orders.anything("DE")).isEqualTo(new Order("DE", 1));
        assertThat(this.orders.anything("DE")).isEqualTo(new Order("DE", 1));
    }

    private SpringContext context() {
        SpringContext created = SpringContext.on(this.shared, Orders.class);
        this.contexts.add(created);
        return created;
    }

    private SpringContext live() {
        SpringContext created = SpringContext.live(this.shared, Orders.class);
        this.contexts.add(created);
        return created;
    }

    private static void awaitTrue(java.util.function.BooleanSupplier condition) {
        org.awaitility.Awaitility.await().until(condition::getAsBoolean);
    }

    record Order(String country, int number) {
    }

    static class Orders {

        private final AtomicInteger loads = new AtomicInteger();

        private final CountDownLatch gate = new CountDownLatch(1);

        public int loads() {
            return this.loads.get();
        }

        public CountDownLatch gate() {
            return this.gate;
        }

        @Cacheable("plain")
        public Order plain(String country) {
            return new Order(country, this.loads.incrementAndGet());
        }

        @Cacheable(cacheNames = "plain", sync = true)
        public Order sync(String country) {
            return plain(country);
        }

        @Cacheable("slow")
        public String slow(String country) throws InterruptedException {
            int load = this.loads.incrementAndGet();
            this.gate.await();
            return country + load;
        }

        @CacheEvict("slow")
        public void evictSlow(String country) {
        }

        @Cacheable("several")
        public int several(String country, int limit) {
            return this.loads.incrementAndGet() - ((this.loads.get() == 2) ? 1 : 0);
        }

        @Cacheable(cacheNames = "conditional", condition = "#country.length() == 2")
        public int conditional(String country) {
            return this.loads.incrementAndGet();
        }

        @Cacheable(cacheNames = "odd", unless = "#result % 2 == 0")
        public int odd(String country) {
            return this.loads.incrementAndGet();
        }

        @Cacheable("nothing")
        public @Nullable String nothing(String country) {
            this.loads.incrementAndGet();
            return null;
        }

        @Cacheable(cacheNames = "optional", key = "#country", unless = "#result == 'skip'")
        public Optional<String> optional(String country) {
            this.loads.incrementAndGet();
            return Optional.of(country).filter((name) -> !name.isEmpty());
        }

        @Cacheable("failing")
        public int failing(String country) throws IOException {
            throw new IOException("no line " + this.loads.incrementAndGet());
        }

        @Cacheable(cacheNames = "failing", sync = true)
        public int failingSync(String country) throws IOException {
            throw new IOException("no line in sync");
        }

        @Cacheable("stale")
        public int stale(String country) {
            return this.loads.incrementAndGet();
        }

        @Cacheable("anything")
        public Object anything(String country) {
            return plain(country);
        }

    }

}
