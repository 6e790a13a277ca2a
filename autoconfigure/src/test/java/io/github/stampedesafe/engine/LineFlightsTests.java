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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheEvent;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadEvent.LoadRefused;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.WAIT_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Flights that end before their leader could load, because it waited in the line in vain:
 * one load runs, and one may wait. What others do about the end of a flight, they do on
 * the thread that ends it.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LineFlightsTests {

    private static final CacheKey RUNNING = new CacheKey("totals", "slow");

    private static final CacheKey OTHER = new CacheKey("totals", "FR");

    private final Scene scene = new Scene();

    private final Policy policy = Scene.policy(Scene.rules()
        .with(MAX_CONCURRENT_LOADS, 1)
        .with(MAX_WAITING_LOADS, 1)
        .with(WAIT_TIMEOUT, Scene.seconds(3)));

    private final AsyncScene.PendingLoad load = new AsyncScene.PendingLoad();

    private final List<Consumer<LoadRefused>> refusals = new ArrayList<>();

    private final SingleFlightCache engine = engine();

    @Test
    void aFollowerTakesThePlaceOfALeaderWhoseWaitIsOver() {
        CompletableFuture<Object> running = get(RUNNING, this.load);
        CompletableFuture<Object> leader = get(Scene.KEY, this.scene.source);
        this.scene.clock.advance(Scene.seconds(2));
        CompletableFuture<Object> follower = get(Scene.KEY, this.scene.source);
        this.scene.clock.advance(Scene.seconds(1));
        assertThat(AsyncScene.failure(leader)).isInstanceOf(WaitTimeoutException.class);
        assertThat(follower).isNotDone();
        this.load.value.complete("loaded");
        assertThat(running).isCompletedWithValue("loaded");
        assertThat(follower).isCompletedWithValue("old");
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void aCallerThatComesAfterARefusalIsNotRefusedWithIt() {
        CompletableFuture<Object> running = get(RUNNING, this.load);
        CompletableFuture<Object> waiting = get(OTHER, this.scene.source);
        List<CompletableFuture<Object>> later = new ArrayList<>();
        this.refusals.add((refused) -> {
            this.load.value.complete("loaded");
            later.add(OuterLoad.during(null, () -> get(Scene.KEY, this.scene.source)));
        });
        assertThat(AsyncScene.failure(get(Scene.KEY, this.scene.source))).isInstanceOf(LoadRefusedException.class);
        assertThat(running).isCompletedWithValue("loaded");
        assertThat(waiting).isCompletedWithValue("old");
        assertThat(later.get(0)).isCompletedWithValue("old");
        assertThat(this.engine.underWay()).isEqualTo(UnderWay.NOTHING);
    }

    private CompletableFuture<Object> get(CacheKey key, Load load) {
        return this.engine.getAsync(key, this.policy, new StringCodec(), load).toCompletableFuture();
    }

    private SingleFlightCache engine() {
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor(), UnaryOperator.identity(), Runnable::run,
                (time, task) -> {
                    this.scene.clock.in(time, task);
                    return () -> {
                    };
                });
        return new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Instance.LEASE, OnStoreFailure.LOAD), resources, new CacheListener() {

                    @Override
                    public void onEvent(CacheEvent event) {
                        if (event instanceof LoadRefused refused) {
                            LineFlightsTests.this.refusals.forEach((action) -> action.accept(refused));
                        }
                    }

                });
    }

}
