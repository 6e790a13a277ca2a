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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Several keys at once, in code. */
class BulkCachesTests {

    private final Scene scene = new Scene();

    private final List<Change> changes = new ArrayList<>();

    private final List<List<Object>> asked = new ArrayList<>();

    private final StampedeSafeCache cache = new SingleFlightCaches(this.scene.a.engine(),
            (name, type) -> new StringCodec(), (name, annotation) -> Scene.policy(Scene.rules()), (change) -> {
                this.changes.add(change);
                change.apply();
            })
        .cache("products");

    @AfterEach
    void nothingIsLeftBehind() {
        this.scene.assertNothingLeaks();
    }

    @Test
    void oneCallLoadsWhatIsAbsent() throws Exception {
        this.cache.put(2, "two");
        assertThat(this.cache.getAll(List.of(3, 2, 1), String.class, this::load)).containsExactly(Map.entry(3, "v3"),
                Map.entry(2, "two"), Map.entry(1, "v1"));
        assertThat(this.asked).containsExactly(List.of(3, 1));
        assertThat(this.cache.get(1, String.class, () -> "again")).isEqualTo("v1");
        assertThat(this.cache.getAll(List.<Integer>of(), String.class, this::load)).isEmpty();
        assertThat(this.asked).hasSize(1);
    }

    @Test
    void keysOfOneTextAreLoadedOnceAndAnsweredEach() throws Exception {
        assertThat(this.cache.getAll(List.<Number>of(1, 1L, 1), String.class, this::load))
            .containsExactly(Map.entry(1, "v1"), Map.entry(1L, "v1"));
        assertThat(this.asked).containsExactly(List.of(1));
    }

    @Test
    void whatTheLoaderDoesNotReturnIsLeftOut() throws Exception {
        assertThat(this.cache.getAll(List.of(1, 2), String.class, (keys) -> Map.of(2, "two", 9, "nine")))
            .containsExactly(Map.entry(2, "two"));
        assertThat(this.cache.getAll(List.of(3), String.class, (keys) -> null)).isEmpty();
        assertThat(this.cache.getAll(List.of(1, 3, 9), String.class, this::load)).containsExactly(Map.entry(9, "v9"));
    }

    @Test
    void whatTheLoaderThrowsReachesTheCaller() {
        IOException failure = new IOException("down");
        assertThat(catchThrowable(() -> this.cache.getAll(List.of(1, 2), String.class, (keys) -> {
            throw failure;
        }))).isSameAs(failure);
        assertThatNullPointerException()
            .isThrownBy(() -> this.cache.getAll(Arrays.asList(1, null), String.class, this::load))
            .withMessage("A key is null");
    }

    @Test
    void severalValuesArePutTogether() throws Exception {
        Map<Integer, @Nullable String> values = new LinkedHashMap<>();
        values.put(1, "one");
        values.put(2, null);
        this.cache.putAll(Map.of(3, "three"));
        this.cache.putAll(values, String.class);
        assertThat(this.changes).hasSize(2);
        assertThat(this.cache.getAll(List.of(1, 2, 3), String.class, this::load)).containsExactly(Map.entry(1, "one"),
                Map.entry(3, "three"));
        assertThat(this.asked).isEmpty();
    }

    @Test
    void severalValuesAreRemovedOrMarkedStaleTogether() throws Exception {
        this.cache.putAll(Map.of(1, "one", 2, "two", 3, "three"));
        this.cache.evictAll(List.of(1, 2L, 2));
        this.cache.expireAll(List.of(3));
        assertThat(this.changes).hasSize(3);
        assertThat(this.cache.getAll(List.of(1, 2, 3), String.class, this::load)).containsExactly(Map.entry(1, "v1"),
                Map.entry(2, "v2"), Map.entry(3, "three"));
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        this.scene.a.refreshes().runAll();
        assertThat(this.cache.getAll(List.of(3), String.class, this::load)).containsExactly(Map.entry(3, "v3"));
    }

    @Test
    void theKeysOfOneCallAreRefreshedTogether() throws Exception {
        this.cache.putAll(Map.of(1, "one", 2, "two", 3, "three"));
        this.cache.expireAll(List.of(1, 2, 3));
        this.cache.getAll(List.of(1, 2), String.class, this::load);
        this.cache.getAll(List.of(2, 3), String.class, this::load);
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        assertThat(this.scene.a.refreshes().runAll()).isEqualTo(2);
        assertThat(this.asked).containsExactly(List.of(1, 2), List.of(3));
    }

    @Test
    void aChangeThatFailsKeepsNoneOfTheOthersFromBeingCarriedOut() {
        this.cache.putAll(Map.of(1, "one", 2, "two", 3, "three"));
        AtomicInteger evicts = new AtomicInteger();
        this.scene.a.store()
            .failBefore(Operation.EVICT,
                    () -> (evicts.getAndIncrement() == 0) ? new CacheUnavailableException("down", null) : null);
        assertThatThrownBy(() -> this.cache.evictAll(List.of(1, 2, 3))).isInstanceOf(CacheUnavailableException.class);
        List<String> left = List.of("(int)1", "(int)2", "(int)3")
            .stream()
            .filter((key) -> this.scene.shared.get(new CacheKey("products", key)) != null)
            .toList();
        assertThat(left).containsExactly("(int)1");
    }

    private <K> Map<K, String> load(List<K> keys) {
        this.asked.add(List.copyOf(keys));
        return keys.stream().collect(Collectors.toMap((key) -> key, (key) -> "v" + key));
    }

}
