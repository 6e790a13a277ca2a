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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** The caches in code. */
class SingleFlightCachesTests {

    private final Scene scene = new Scene();

    private final List<Change> changes = new ArrayList<>();

    private final SingleFlightCaches caches = new SingleFlightCaches(this.scene.a.engine(),
            (name, type) -> new StringCodec(), (name, annotation) -> Scene.plain(), this.changes::add);

    private final StampedeSafeCache cache = this.caches.cache("reports");

    @ParameterizedTest
    @EnumSource
    void aChangeIsCarriedOutWhenItsScheduleSays(Kind kind) {
        kind.of.accept(this.cache);
        assertThat(this.scene.a.listener().events()).isEmpty();
        assertThat(this.changes).hasSize(1);
        this.changes.get(0).apply();
        assertThat(this.scene.a.listener().events()).extracting(String::strip).containsExactly(kind.event);
    }

    @Test
    void theVersionOfAChangeCounts() throws Exception {
        this.cache.put("1", String.class, "second", 2);
        this.cache.put("1", String.class, "first", 1);
        this.cache.evict("1", 1);
        this.changes.forEach(Change::apply);
        assertThat(this.cache.get("1", String.class, () -> "loaded")).isEqualTo("second");
        assertThat(this.scene.a.listener().count("outdated reports:1")).isEqualTo(2);
    }

    @Test
    void aCallThatNoThreadWaitsForGetsWhatItsLoaderBrings() {
        CompletableFuture<String> value = new CompletableFuture<>();
        CompletableFuture<String> call = this.cache.getAsync("1", String.class, () -> value);
        value.complete("loaded");
        assertThat(call).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("loaded");
        assertThat(this.cache.getAsync("1", String.class, () -> {
            throw new AssertionError("A value is stored");
        })).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("loaded");
    }

    @Test
    void aKeyThatThereCannotBeFailsTheFuture() {
        CompletableFuture<String> call = this.cache.getAsync(new AtomicInteger(), String.class, CompletableFuture::new);
        assertThat(call.handle((value, failure) -> failure).getNow(null)).isInstanceOf(UnsupportedKeyException.class)
            .hasMessageStartingWith("There is no such key in cache 'reports': ");
    }

    @Test
    void theCachesThatWereAskedForAreKnownByName() {
        assertThat(this.cache.name()).isEqualTo("reports");
        assertThat(this.caches.cache("reports")).isSameAs(this.cache);
        this.caches.cache("totals");
        assertThat(this.caches.uses()).extracting(CacheUse::cache, CacheUse::method, CacheUse::policy)
            .containsExactlyInAnyOrder(tuple("reports", null, Scene.plain()), tuple("totals", null, Scene.plain()));
    }

    @Test
    void keyThatCannotBeMadeNamesTheCache() {
        assertThatExceptionOfType(UnsupportedKeyException.class).isThrownBy(() -> this.cache.evict(new AtomicInteger()))
            .withMessageStartingWith("There is no such key in cache 'reports': Cannot make a key of a ");
    }

    @Test
    void loadsOfACacheInCodeTakeTurnsByTheirFairnessKey() {
        StampedeSafeCache cache = new SingleFlightCaches(this.scene.a.engine(), (name, type) -> new StringCodec(),
                (name, annotation) -> Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1)), Change::apply)
            .cache("reports");
        Tenants tenants = new Tenants(1);
        List<Crowd> crowds = new ArrayList<>();
        for (String name : List.of("A0", "A1", "A2", "B1")) {
            crowds.add(Crowd.one(() -> cache.get(name, String.class, name.substring(0, 1), () -> tenants.run(name))));
            tenants.awaitBegun();
            this.scene.a.waiting().awaitBlocked(crowds.size() - 1);
        }
        tenants.open();
        assertThat(crowds).extracting(Crowd::result).containsExactly("A0", "A1", "A2", "B1");
        assertThat(tenants.order()).containsExactly("A0", "A1", "B1", "A2");
    }

    enum Kind {

        PUT("put reports:1", (cache) -> cache.put("1", "value")),

        VERSIONED_PUT("put reports:1", (cache) -> cache.put("1", String.class, "value", 1)),

        EVICT("evicted reports:1", (cache) -> cache.evict("1")),

        VERSIONED_EVICT("evicted reports:1", (cache) -> cache.evict("1", 1)),

        EXPIRE("evicted reports:1", (cache) -> cache.expire("1")),

        CLEAR("cacheCleared reports", StampedeSafeCache::clear),

        EXPIRE_ALL("cacheExpired reports", StampedeSafeCache::expireAll);

        private final String event;

        private final Consumer<StampedeSafeCache> of;

        Kind(String event, Consumer<StampedeSafeCache> of) {
            this.event = event;
            this.of = of;
        }

    }

}
