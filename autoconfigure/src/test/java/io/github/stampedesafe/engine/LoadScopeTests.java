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
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.ClockWaiting;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What surrounds loads, and what it knows of the call behind them. */
class LoadScopeTests {

    private final Scene scene = new Scene();

    private final ManualExecutor refreshes = new ManualExecutor();

    private final List<String> loads = new ArrayList<>();

    private final RecordingListener listener = new RecordingListener();

    private final SingleFlightCache engine = engine(new Traced("none"));

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)));

    private String call = "first";

    @Test
    void aLoadThatItsCallerWaitsForHasTheScopeOfAllLoads() throws Throwable {
        get();
        assertThat(this.loads).containsExactly("MISS of none");
    }

    @Test
    void aRefreshHasTheScopeThatItsCallCaptured() throws Throwable {
        this.scene.fillStale(this.policy, Scene.seconds(1));
        this.call = "second";
        get();
        this.call = "third";
        this.refreshes.runAll();
        assertThat(this.loads).containsExactly("STALE of second");
    }

    @Test
    void aRecomputeHasTheScopeOfAllLoads() {
        this.engine.recompute(request(), (seen) -> true, (end) -> {
        });
        this.refreshes.runAll();
        assertThat(this.loads).containsExactly("RECOMPUTE of none");
    }

    @Test
    void aScopeRunsAroundAnotherAndTheLoadInsideOfBoth() {
        LoadScope scopes = new Traced("outer").around(new Traced("inner")).around(LoadScope.NONE);
        assertThat(scopes.start(request().with(() -> this.loads.toString()), LoadCause.MISS))
            .isCompletedWithValue("[MISS of outer, MISS of inner]");
    }

    @Test
    void aScopeIsToldWhichKeysALoadProduces() throws Throwable {
        List<List<CacheKey>> keys = new ArrayList<>();
        LoadScope told = (request, cause) -> {
            keys.add(request.load().keys(request.key()));
            return request.load().start();
        };
        SingleFlightCache engine = engine(told.around(told));
        engine.get(Scene.KEY, this.policy, new StringCodec(), this.scene.source);
        assertThat(keys).containsExactly(List.of(Scene.KEY), List.of(Scene.KEY));
        keys.clear();
        engine.bulk().get(BulkSource.request(new BulkSource(), this.policy, "1", "2"));
        List<CacheKey> both = List.of(BulkSource.key("1"), BulkSource.key("2"));
        assertThat(keys).containsExactly(both, both);
    }

    @Test
    void aLoadInAnotherScopeProducesTheValueOfWhatItBrings() {
        LoadScope seeing = (request, cause) -> Steps.of("seen " + Steps.unchecked(request.load()::load));
        LoadScope scopes = seeing.around(new Traced("inner"));
        assertThat(scopes.start(request().with(new Load() {

            @Override
            public @Nullable Object load() {
                return "brought";
            }

            @Override
            public @Nullable Object valueOf(@Nullable Object brought) {
                return "value of what was " + brought;
            }

        }), LoadCause.MISS)).isCompletedWithValue("seen value of what was brought");
        assertThat(this.loads).containsExactly("MISS of inner");
    }

    @Test
    void aScopeThatFailsIsALoadThatFails() {
        IllegalStateException failure = new IllegalStateException("no tenant");
        SingleFlightCache engine = engine((request, cause) -> {
            throw failure;
        });
        assertThat(catchThrowable(() -> engine.get(Scene.KEY, this.policy, new StringCodec(), this.scene.source)))
            .isSameAs(failure);
        assertThat(this.listener.count("loadFailed totals:DE MISS IllegalStateException")).isOne();
        assertThat(this.scene.source.loads()).isZero();
        assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void eachOfNestedScopesCapturesTheCall() {
        LoadScope captured = new Traced("outer").around(new Traced("inner")).captured();
        captured.start(request(), LoadCause.STALE);
        assertThat(this.loads).containsExactly("STALE of first", "STALE of first");
    }

    @Test
    void aScopeThatNeedsNothingIsItsOwnCapture() {
        assertThat(LoadScope.NONE.captured()).isSameAs(LoadScope.NONE);
        LoadScope nested = LoadScope.NONE.around(LoadScope.NONE);
        assertThat(nested.captured()).isSameAs(nested);
    }

    private void get() throws Throwable {
        Request request = request();
        this.engine.get(request.key(), request.policy(), request.codec(), request.load());
    }

    private Request request() {
        return new Request(Scene.KEY, this.policy, new StringCodec(), this.scene.source);
    }

    private SingleFlightCache engine(LoadScope scope) {
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), new ClockWaiting(this.scene.clock), this.refreshes);
        return new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources,
                new EngineHooks(this.listener, ReadRates.UNKNOWN, scope));
    }

    private final class Traced implements LoadScope {

        private final String origin;

        private Traced(String origin) {
            this.origin = origin;
        }

        @Override
        public CompletionStage<@Nullable Object> start(Request request, LoadCause cause) {
            LoadScopeTests.this.loads.add(cause + " of " + this.origin);
            return request.load().start();
        }

        @Override
        public LoadScope captured() {
            return new Traced(LoadScopeTests.this.call);
        }

    }

}
