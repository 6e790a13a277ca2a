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

package io.github.stampedesafe.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Several keys at once, in code, without a thread that waits. */
class BulkAsyncCachesTests {

    private static final Policy POLICY = Scene
        .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Duration.ofMinutes(5)));

    private final Scene scene = new Scene();

    private final List<List<Object>> asked = new CopyOnWriteArrayList<>();

    private final StampedeSafeCache cache = new SingleFlightCaches(this.scene.a.engine(),
            (name, type) -> new StringCodec(), (name, annotation) -> POLICY, Change::apply)
        .cache("products");

    @AfterEach
    void nothingIsLeftBehind() {
        await().untilAsserted(this.scene::assertNothingLeaks);
    }

    @Test
    void oneCallLoadsWhatIsAbsent() {
        this.cache.put(2, "two");
        assertThat(got(List.of(3, 2, 1))).containsExactly(Map.entry(3, "v3"), Map.entry(2, "two"), Map.entry(1, "v1"));
        assertThat(this.asked).containsExactly(List.of(3, 1));
        assertThat(this.cache.getAsync(1, String.class, CompletableFuture::new)).succeedsWithin(Duration.ofSeconds(30))
            .isEqualTo("v1");
        assertThat(got(List.<Integer>of())).isEmpty();
        assertThat(this.asked).hasSize(1);
    }

    @Test
    void keysOfOneTextAreLoadedOnceAndAnsweredEach() {
        assertThat(got(List.<Number>of(1, 1L, 1))).containsExactly(Map.entry(1, "v1"), Map.entry(1L, "v1"));
        assertThat(this.asked).containsExactly(List.of(1));
    }

    @Test
    void whatTheLoaderDoesNotBringIsLeftOut() {
        assertThat(got(List.of(1, 2), (keys) -> CompletableFuture.completedFuture(Map.of(2, "two", 9, "nine"))))
            .containsExactly(Map.entry(2, "two"));
        assertThat(got(List.of(3), (keys) -> CompletableFuture.completedFuture(null))).isEmpty();
        assertThat(got(List.of(1, 3, 9))).containsExactly(Map.entry(9, "v9"));
    }

    @Test
    void staleKeysAreRefreshedTogether() {
        this.cache.putAll(Map.of(1, "one", 2, "two"));
        this.cache.expireAll(List.of(1, 2));
        assertThat(got(List.of(1, 2))).containsEntry(1, "one").containsEntry(2, "two");
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        this.scene.a.refreshes().runAll();
        assertThat(got(List.of(1, 2))).containsEntry(1, "v1").containsEntry(2, "v2");
        assertThat(this.asked).containsExactly(List.of(1, 2));
    }

    @Test
    void whatTheLoaderFailsWithReachesTheCallerAsItIs() {
        IOException failure = new IOException("down");
        CompletableFuture<Map<Integer, String>> failing = new CompletableFuture<>();
        assertThat(failure(this.cache.getAllAsync(List.of(1, 2), String.class, (keys) -> {
            failing.completeExceptionally(failure);
            return failing.thenApply(Function.identity());
        }))).isSameAs(failure);
        IllegalStateException thrown = new IllegalStateException("at once");
        assertThat(failure(this.cache.getAllAsync(List.of(1, 2), String.class, (keys) -> {
            throw thrown;
        }))).isSameAs(thrown);
    }

    @Test
    void keysThatThereCannotBeFailTheFuture() {
        assertThat(failure(this.cache.getAllAsync(Arrays.asList(1, null), String.class, this::load)))
            .isInstanceOf(NullPointerException.class)
            .hasMessage("A key is null");
        assertThat(failure(this.cache.getAllAsync(List.of(new Object()), String.class, this::load)))
            .isInstanceOf(UnsupportedKeyException.class);
        assertThat(this.asked).isEmpty();
    }

    @Test
    void aCallerThatCancelsEndsALoadThatNobodyElseWaitsFor() {
        BulkAsyncLeaveTests.Work work = new BulkAsyncLeaveTests.Work();
        CompletableFuture<Map<Integer, Object>> call = this.cache.getAllAsync(List.of(1, 2), Object.class, (keys) -> {
            this.asked.add(List.copyOf(keys));
            return new LinkedFuture<>(work, (none) -> Map.of());
        });
        await().until(() -> this.asked.size() == 1);
        call.cancel(true);
        await().until(work::isCancelled);
    }

    private <K> Map<K, String> got(List<K> keys) {
        return got(keys, this::load);
    }

    private <K> Map<K, String> got(List<K> keys,
            Function<List<K>, ? extends CompletionStage<? extends @Nullable Map<K, ? extends @Nullable String>>> loader) {
        return this.cache.getAllAsync(keys, String.class, loader).join();
    }

    private <K> CompletableFuture<Map<K, String>> load(List<K> keys) {
        this.asked.add(List.copyOf(keys));
        return CompletableFuture
            .completedFuture(keys.stream().collect(Collectors.toMap((key) -> key, (key) -> "v" + key)));
    }

    private static @Nullable Throwable failure(CompletableFuture<?> call) {
        return call.handle((value, thrown) -> thrown).orTimeout(30, TimeUnit.SECONDS).join();
    }

}
