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
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Refreshes that are loaded together, of calls that have a context each. */
class BulkRefreshContextTests {

    private static final ThreadLocal<String> TENANT = ThreadLocal.withInitial(() -> "nobody");

    private final Scene scene = new Scene();

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)));

    private final ManualExecutor refreshes = new ManualExecutor();

    private final RecordingListener listener = new RecordingListener();

    private final List<String> calls = new ArrayList<>();

    private final List<String> lost = new ArrayList<>();

    private Delay delay = (time, task) -> {
        this.scene.clock.in(time, task);
        return () -> {
        };
    };

    private final SingleFlightCache engine = new SingleFlightCache(this.scene.shared,
            new InMemoryLeases(this.scene.shared), new EngineSettings(Scene.seconds(5), OnStoreFailure.LOAD),
            new EngineResources(this.scene.clock, this.scene.clock::nanoTime, new ScriptedRandom(), Waiting.blocking(),
                    this.refreshes, carried(), Runnable::run, (time, task) -> this.delay.after(time, task)),
            this.listener);

    @AfterEach
    void nothingIsLeftBehind() {
        TENANT.remove();
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
        this.scene.assertNothingLeaks();
    }

    @Test
    void aKeyIsLoadedTogetherWithOthersIfItIsTheSameInTheirContext() throws Throwable {
        read("acme", "acme 1", "acme 2");
        read("acme", "acme 3");
        assertThat(runRefreshes()).isOne();
        assertThat(this.calls).containsExactly("acme: acme 1, acme 2, acme 3");
    }

    @Test
    void aKeyThatIsAnotherInTheContextOfOthersIsLoadedInItsOwn() throws Throwable {
        read("acme", "acme 1");
        read("globex", "globex 1", "globex 2");
        read("acme", "acme 2");
        assertThat(runRefreshes()).isEqualTo(3);
        assertThat(this.calls).containsExactly("acme: acme 1, acme 2", "globex: globex 1", "globex: globex 2");
        assertThat(this.listener.count("refreshNeedsCaller")).isZero();
    }

    @Test
    void aKeyThatOnlyItsCallerCanLoadHoldsUpNobody() throws Throwable {
        read("acme", "globex 1", "acme 1", "acme 2");
        assertThat(runRefreshes()).isOne();
        assertThat(this.calls).containsExactly("acme: acme 1, acme 2");
        assertThat(this.listener.count("refreshNeedsCaller products:globex 1")).isOne();
    }

    @Test
    void aContextThatForgetsItsLoadHoldsUpNobody() throws Throwable {
        this.lost.add("acme");
        read("acme", "acme 1");
        read("globex", "globex 1");
        assertThat(runRefreshes()).isEqualTo(2);
        assertThat(this.listener.count("loadFailed products:acme 1 STALE IllegalStateException")).isOne();
        assertThat(this.calls).containsExactly("globex: globex 1");
    }

    @Test
    void whereNothingIsTimedAnyMoreNothingWaits() throws Throwable {
        this.delay = (time, task) -> {
            throw new RejectedExecutionException("Closed");
        };
        this.refreshes.capacity(0);
        read("acme", "acme 1", "acme 2");
        assertThat(this.listener.count("refreshRefused")).isEqualTo(2);
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    private UnaryOperator<Runnable> carried() {
        return (task) -> {
            String tenant = TENANT.get();
            return () -> {
                if (!this.lost.contains(tenant)) {
                    String before = TENANT.get();
                    TENANT.set(tenant);
                    task.run();
                    TENANT.set(before);
                }
            };
        };
    }

    private void read(String tenant, String... keys) throws Throwable {
        for (String key : keys) {
            this.scene.b.put(BulkSource.key(key), this.policy, "stale");
            this.scene.b.expire(BulkSource.key(key));
        }
        TENANT.set(tenant);
        this.engine.bulk().get(BulkSource.request(new OfTenant(), this.policy, keys));
        TENANT.remove();
    }

    private int runRefreshes() {
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        return this.refreshes.runAll();
    }

    /** A method whose keys begin with the tenant that its thread has. */
    private final class OfTenant implements BulkLoad {

        @Override
        public Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) {
            BulkRefreshContextTests.this.calls
                .add(TENANT.get() + ": " + keys.stream().map(CacheKey::text).collect(Collectors.joining(", ")));
            return keys.stream().collect(Collectors.toMap((key) -> key, (key) -> "new"));
        }

        @Override
        public Object group() {
            return "products";
        }

        @Override
        public Load detached(CacheKey key) {
            return new OfKey(this, key);
        }

    }

    private record OfKey(BulkLoad bulk, CacheKey key) implements Load {

        @Override
        public Object load() throws Throwable {
            verify();
            return this.bulk.load(List.of(this.key)).get(this.key);
        }

        @Override
        public void verify() {
            if (!this.key.text().startsWith(TENANT.get())) {
                throw new LoadNeedsCallerException("Another tenant", null);
            }
        }

    }

}
