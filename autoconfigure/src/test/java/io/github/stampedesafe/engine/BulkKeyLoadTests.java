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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The loads of which a call for several keys consists, as scopes and counters see them.
 */
class BulkKeyLoadTests {

    private final Scene scene = new Scene();

    private final BulkSource source = new BulkSource();

    @Test
    void aScopeIsToldTheNameOfALoadAndItsCause() throws Throwable {
        List<String> loads = new ArrayList<>();
        LoadScope scope = (request, cause) -> {
            loads.add(cause + " of " + request.key());
            return request.load().start();
        };
        SingleFlightCache engine = new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), this.scene.a.resources(),
                new EngineHooks(this.scene.a.listener(), ReadRates.UNKNOWN, scope));
        engine.bulk().get(BulkSource.request(this.source, Scene.plain(), "1", "2", "3"));
        assertThat(loads).containsExactly("MISS of products:1 and 2 more");
    }

    @Test
    void aLoadBringsItsValueWhicheverWayItRuns() throws Throwable {
        BulkRequest request = BulkSource.request(this.source, Scene.plain(), "1", "2");
        for (Request each : request.each()) {
            assertThat(each.load().load()).isEqualTo("v" + each.key().text());
            assertThat(each.load().valueOf(Stages.join(each.load().start()))).isEqualTo("v" + each.key().text());
        }
        Load gathered = request.gathered(request.keys()).load();
        Map<CacheKey, String> values = Map.of(BulkSource.key("1"), "v1", BulkSource.key("2"), "v2");
        assertThat(gathered.load()).isEqualTo(values);
        assertThat(gathered.valueOf(Stages.join(gathered.start()))).isEqualTo(values);
    }

    @Test
    void theVersionAndTheTurnOfAKeyAreThoseOfItsLoad() {
        BulkLoad load = new BulkLoad() {

            @Override
            public @Nullable Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) {
                return null;
            }

            @Override
            public Long versionOf(CacheKey key, @Nullable Object value) {
                return Long.valueOf(key.text());
            }

            @Override
            public String fairnessKey() {
                return "acme";
            }

        };
        Load second = BulkSource.request(load, Scene.plain(), "1", "2").each().get(1).load();
        assertThat(second.versionOf("value")).isEqualTo(2);
        assertThat(second.fairnessKey()).isEqualTo("acme");
        Load withoutVersion = BulkSource.request(this.source, Scene.plain(), "1").each().get(0).load();
        assertThat(withoutVersion.versionOf("value")).isNull();
    }

    @Test
    void aReadIsCountedWithTheLoadOfItsKeyForATimeWithoutCallers() throws Throwable {
        List<@Nullable Object> repeatable = new ArrayList<>();
        ReadRates readRates = new ReadRates() {

            @Override
            public void recordRead(Request request, @Nullable Entry found) {
                Load load = request.load().repeatable();
                repeatable.add((load != null) ? Stages.join(load.start()) : null);
            }

            @Override
            public double rate(CacheKey key) {
                return 0;
            }

        };
        BulkLoad load = new BulkLoad() {

            @Override
            public @Nullable Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
                return BulkKeyLoadTests.this.source.load(keys);
            }

            @Override
            public @Nullable Load repeatable(CacheKey key) {
                return key.text().equals("2") ? null : () -> "without a caller " + key;
            }

        };
        Instance counting = Instance.counting(this.scene.shared, readRates);
        counting.engine().bulk().get(BulkSource.request(load, Scene.plain(), "1", "2"));
        assertThat(repeatable).containsExactly("without a caller products:1", null);
    }

}
