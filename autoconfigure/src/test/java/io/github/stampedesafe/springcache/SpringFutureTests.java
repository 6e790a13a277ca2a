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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.MutableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Spring's annotations promise of methods that return a future, and one flight. */
class SpringFutureTests {

    private final MutableClock clock = new MutableClock();

    private final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    private final List<SpringContext> contexts = new ArrayList<>();

    private final SpringContext context = context();

    private final Futures futures = this.context.bean(Futures.class);

    @AfterEach
    void close() {
        this.contexts.forEach(SpringContext::close);
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "sync", "stage" })
    void secondCallIsAHit(String kind) throws Exception {
        assertThat(get(call(this.futures, kind, "DE"))).isEqualTo("DE1");
        assertThat(get(call(this.futures, kind, "DE"))).isEqualTo("DE1");
        assertThat(get(call(this.futures, kind, "FR"))).isEqualTo("FR2");
        assertThat(this.context.instance.listener().count("put ")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "plain", "sync" })
    void manyCallersOfTwoInstancesLoadOnceAndNoneWaits(String kind) throws Exception {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Futures first = live(gate);
        Futures second = live(gate);
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(gated(first, kind));
            results.add(gated(second, kind));
        }
        await().until(() -> first.loads() + second.loads() == 1);
        assertThat(results).noneMatch(CompletableFuture::isDone);
        gate.complete("value");
        for (CompletableFuture<String> result : results) {
            assertThat(get(result)).isEqualTo("value");
        }
        assertThat(first.loads() + second.loads()).isEqualTo(1);
    }

    @Test
    void callerThatCancelsLeavesTheOthers() throws Exception {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Futures slow = live(gate);
        CompletableFuture<String> one = slow.gated("DE");
        CompletableFuture<String> other = slow.gated("DE");
        await().until(() -> slow.loads() == 1);
        one.cancel(true);
        assertThat(gate).isNotDone();
        gate.complete("value");
        assertThat(get(other)).isEqualTo("value");
        assertThat(one).isCancelled();
        assertThat(get(slow.gated("DE"))).isEqualTo("value");
        assertThat(slow.loads()).isEqualTo(1);
    }

    @Test
    void evictDuringALoadIsNotUndone() throws Exception {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Futures slow = live(gate);
        CompletableFuture<String> loading = slow.gated("DE");
        await().until(() -> slow.loads() == 1);
        this.context.manager.getCache("gated").evict("DE");
        gate.complete("old");
        assertThat(get(loading)).isEqualTo("old");
        assertThat(this.context.manager.getCache("gated").get("DE")).isNull();
    }

    @Test
    void nullIsAValueAndAnOptionalIsUnwrapped() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(get(this.futures.nothing("DE"))).isNull();
            assertThat(get(this.futures.optional("DE"))).contains("DE");
            assertThat(get(this.futures.optional(""))).isEmpty();
        }
        assertThat(this.futures.loads()).isEqualTo(3);
        assertThat(this.context.manager.getCache("optional").get("DE", String.class)).isEqualTo("DE");
    }

    @Test
    void valueIsReadAsTheTypeThatTheFutureBrings() throws Exception {
        assertThat(get(this.futures.typed("DE"))).containsExactly(new Futures.Item("DE"));
        Futures elsewhere = context().bean(Futures.class);
        assertThat(get(elsewhere.typed("DE"))).containsExactly(new Futures.Item("DE"));
        assertThat(elsewhere.loads()).isZero();
    }

    @Test
    void conditionAndUnlessAreSprings() throws Exception {
        assertThat(get(this.futures.conditional("DEU"))).isEqualTo("DEU1");
        assertThat(get(this.futures.conditional("DEU"))).isEqualTo("DEU2");
        assertThat(get(this.futures.conditional("DE"))).isEqualTo("DE3");
        assertThat(get(this.futures.conditional("DE"))).isEqualTo("DE4");
        assertThat(get(this.futures.conditional("DE"))).isEqualTo("DE4");
    }

    @Test
    void severalCachesAreFilledByOneLoad() throws Exception {
        assertThat(get(this.futures.both("DE"))).isEqualTo("DE1");
        assertThat(this.context.manager.getCache("near").get("DE", String.class)).isEqualTo("DE1");
        this.context.manager.getCache("near").evict("DE");
        assertThat(get(this.futures.both("DE"))).isEqualTo("DE1");
    }

    @Test
    void putIsMadeWhenTheFutureCompletes() throws Exception {
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE1");
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<String> put = this.futures.put("DE", result);
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE1");
        result.complete("new");
        assertThat(get(put)).isEqualTo("new");
        assertThat(get(this.futures.plain("DE"))).isEqualTo("new");
        this.futures.put("DE", CompletableFuture.failedFuture(new IOException()));
        assertThat(get(this.futures.plain("DE"))).isEqualTo("new");
    }

    @Test
    void evictIsMadeWhenTheFutureCompletes() throws Exception {
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE1");
        CompletableFuture<String> result = new CompletableFuture<>();
        CompletableFuture<String> evict = this.futures.evict("DE", result);
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE1");
        result.complete("done");
        get(evict);
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE2");
        this.futures.evict("DE", CompletableFuture.failedFuture(new IOException()));
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE2");
    }

    @Test
    void staleValueIsServedWhileTheMethodIsCalledInTheBackground() throws Exception {
        assertThat(get(this.futures.stale("DE"))).isEqualTo("DE1");
        this.clock.advance(Duration.ofSeconds(11));
        assertThat(get(this.futures.stale("DE"))).isEqualTo("DE1");
        assertThat(this.context.instance.refreshes().runAll()).isEqualTo(1);
        assertThat(get(this.futures.stale("DE"))).isEqualTo("DE2");
        assertThat(this.futures.loads()).isEqualTo(2);
    }

    @Test
    void storeThatDoesNotAnswerCostsNoCaller() throws Exception {
        this.context.instance.store().cut();
        assertThat(get(this.futures.plain("DE"))).isEqualTo("DE1");
        assertThat(get(this.futures.sync("DE"))).isEqualTo("DE2");
    }

    private static CompletionStage<String> call(Futures futures, String kind, String country) {
        return switch (kind) {
            case "plain" -> futures.plain(country);
            case "sync" -> futures.sync(country);
            default -> futures.stage(country);
        };
    }

    private static CompletableFuture<String> gated(Futures futures, String kind) {
        return kind.equals("sync") ? futures.gatedSync("DE") : futures.gated("DE");
    }

    private static <T> T get(CompletionStage<T> future) throws Exception {
        return future.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private SpringContext context() {
        SpringContext created = SpringContext.on(this.shared, Futures.class);
        this.contexts.add(created);
        return created;
    }

    private Futures live(CompletableFuture<String> gate) {
        SpringContext created = SpringContext.live(this.shared, Futures.class);
        this.contexts.add(created);
        created.bean(Futures.class).gate(gate);
        return created.bean(Futures.class);
    }

}
