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
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What Spring's annotations promise of reactive methods, and one flight. */
class SpringReactiveTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    private final List<SpringContext> contexts = new ArrayList<>();

    private final SpringContext context = context();

    private final Streams streams = this.context.bean(Streams.class);

    @AfterEach
    void close() {
        this.contexts.forEach(SpringContext::close);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void eachSubscriberIsACaller(boolean sync) {
        Mono<String> mono = sync ? this.streams.monoSync("DE") : this.streams.mono("DE");
        assertThat(this.streams.loads()).as("nobody has subscribed").isZero();
        assertThat(get(mono)).isEqualTo("DE1");
        assertThat(get(mono)).isEqualTo("DE1");
        this.context.manager.getCache(sync ? "sync" : "mono").evict("DE");
        assertThat(get(mono)).isEqualTo("DE2");
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void fluxIsStoredAsAList(boolean sync) {
        for (int i = 0; i < 2; i++) {
            Flux<Integer> flux = sync ? this.streams.fluxSync("DE") : this.streams.flux("DE");
            assertThat(flux.collectList().block(PATIENCE)).containsExactly(1, 2, 3);
        }
        assertThat(this.streams.loads()).isEqualTo(1);
        assertThat(this.context.manager.getCache(sync ? "fluxSync" : "flux").get("DE").get())
            .isEqualTo(List.of(1, 2, 3));
    }

    @Test
    void emptyResultsAreValues() {
        for (int i = 0; i < 2; i++) {
            assertThat(get(this.streams.empty("DE"))).isNull();
            assertThat(this.streams.none("DE").collectList().block(PATIENCE)).isEmpty();
        }
        assertThat(this.streams.loads()).isEqualTo(2);
    }

    @Test
    void optionalIsUnwrapped() {
        for (int i = 0; i < 2; i++) {
            assertThat(get(this.streams.optional("DE"))).contains("DE");
            assertThat(get(this.streams.optional(""))).isEmpty();
        }
        assertThat(this.streams.loads()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void manySubscribersOfTwoInstancesLoadOnce(boolean sync) {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Streams first = live(gate);
        Streams second = live(gate);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add((sync ? first.gatedSync("DE") : first.gated("DE")).toFuture());
            results.add((sync ? second.gatedSync("DE") : second.gated("DE")).toFuture());
        }
        await().until(() -> first.loads() + second.loads() == 1);
        gate.complete("value");
        assertThat(results).allSatisfy((result) -> assertThat(result).succeedsWithin(PATIENCE).isEqualTo("value"));
        assertThat(first.loads() + second.loads()).isEqualTo(1);
    }

    @Test
    void subscriberThatCancelsLeavesTheOthers() {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Streams slow = live(gate);
        CompletableFuture<String> other = slow.gated("DE").toFuture();
        Disposable one = slow.gated("DE").subscribe();
        await().until(() -> slow.loads() == 1);
        one.dispose();
        gate.complete("value");
        assertThat(other).succeedsWithin(PATIENCE).isEqualTo("value");
        assertThat(slow.loads()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void failureReachesTheSubscriberAsWithSprings(boolean sync) {
        try (AnnotationConfigApplicationContext springs = new AnnotationConfigApplicationContext(Springs.class)) {
            for (Streams each : List.of(this.streams, springs.getBean(Streams.class))) {
                for (Throwable failure : List.of(new IllegalStateException("no"), new IOException("no"))) {
                    Mono<String> mono = sync ? each.failingSync(failure) : each.failing(failure);
                    assertThat(signalled(mono)).isSameAs(failure);
                    assertThat(signalled(each.failingFlux(failure).collectList())).isSameAs(failure);
                }
            }
        }
    }

    @Test
    void contextOfTheSubscriberThatLoadsReachesTheMethod() {
        Mono<String> mono = this.streams.tenant("DE").contextWrite((context) -> context.put("tenant", "blue"));
        assertThat(get(mono)).isEqualTo("blue");
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void loadThatAsksForItsOwnKeyIsFoundOutOnAnyThread(boolean sync) {
        this.streams.again((country) -> sync ? this.streams.recursiveSync(country) : this.streams.recursive(country));
        assertThat(signalled(this.streams.again("DE"))).isInstanceOf(RecursiveLoadException.class);
        this.streams.again((country) -> this.streams.recursiveFlux(country).next());
        assertThat(signalled(this.streams.again("DE"))).isInstanceOf(RecursiveLoadException.class);
    }

    @Test
    void putIsMadeWhenTheResultIsThere() {
        assertThat(get(this.streams.mono("DE"))).isEqualTo("DE1");
        Mono<String> put = this.streams.put("DE", Mono.just("new"));
        assertThat(get(this.streams.mono("DE"))).isEqualTo("DE1");
        assertThat(get(put)).isEqualTo("new");
        assertThat(get(this.streams.mono("DE"))).isEqualTo("new");
        signalled(this.streams.put("DE", Mono.error(new IOException())));
        assertThat(get(this.streams.mono("DE"))).isEqualTo("new");
        assertThat(this.streams.putFlux("DE", Flux.just(7, 8)).collectList().block(PATIENCE)).containsExactly(7, 8);
        assertThat(this.streams.flux("DE").collectList().block(PATIENCE)).containsExactly(7, 8);
    }

    @Test
    void evictIsMadeWhenTheResultIsThere() {
        assertThat(get(this.streams.mono("DE"))).isEqualTo("DE1");
        Mono<Void> evict = this.streams.evict("DE", Mono.empty());
        assertThat(get(this.streams.mono("DE"))).isEqualTo("DE1");
        get(evict);
        assertThat(get(this.streams.mono("DE"))).isEqualTo("DE2");
        signalled(this.streams.evict("DE", Mono.error(new IOException())));
        assertThat(get(this.streams.mono("DE"))).isEqualTo("DE2");
    }

    @Test
    void staleValueIsServedWhileTheMethodIsCalledInTheBackground() {
        assertThat(get(this.streams.stale("DE"))).isEqualTo("DE1");
        this.clock.advance(Duration.ofSeconds(11));
        assertThat(get(this.streams.stale("DE"))).isEqualTo("DE1");
        assertThat(this.context.instance.refreshes().runAll()).isEqualTo(1);
        assertThat(get(this.streams.stale("DE"))).isEqualTo("DE2");
    }

    @Test
    void refreshHasTheSecurityContextOfTheSubscriberThatFoundTheStaleValue() {
        assertThat(get(as("ada"))).isEqualTo("ada");
        this.clock.advance(Duration.ofSeconds(11));
        assertThat(get(as("bob"))).isEqualTo("ada");
        assertThat(this.context.instance.refreshes().runAll()).isEqualTo(1);
        assertThat(get(as("eve"))).isEqualTo("bob");
    }

    private Mono<String> as(String user) {
        return this.streams.staleUser("key")
            .contextWrite(ReactiveSecurityContextHolder.withAuthentication(new TestingAuthenticationToken(user, "")));
    }

    private static Throwable signalled(Mono<?> mono) {
        Throwable[] signalled = new Throwable[1];
        catchThrowable(() -> mono.doOnError((failure) -> signalled[0] = failure).block(PATIENCE));
        return signalled[0];
    }

    private static <T> T get(Mono<T> mono) {
        return mono.block(PATIENCE);
    }

    private SpringContext context() {
        SpringContext created = SpringContext.on(this.shared, Streams.class);
        this.contexts.add(created);
        return created;
    }

    private Streams live(CompletableFuture<String> gate) {
        SpringContext created = SpringContext.live(this.shared, Streams.class);
        this.contexts.add(created);
        created.bean(Streams.class).gate(gate);
        return created.bean(Streams.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableCaching(proxyTargetClass = true)
    static class Springs {

        @Bean
        CacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }

        @Bean
        Streams streams() {
            return new Streams();
        }

    }

}
