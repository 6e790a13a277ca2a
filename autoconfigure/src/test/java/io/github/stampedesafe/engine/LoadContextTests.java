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
import java.util.function.UnaryOperator;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.event.RecomputeOutcome.Result;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an application puts around background loads may fail like anything else. */
class LoadContextTests {

    private final Scene scene = new Scene();

    private final ManualExecutor executor = new ManualExecutor();

    private final RecordingListener listener = new RecordingListener();

    private final List<RecomputeOutcome> ends = new ArrayList<>();

    @Test
    void aContextThatThrowsEndsTheLoad() {
        IllegalStateException failure = new IllegalStateException("No tenant");
        recompute((task) -> () -> {
            throw failure;
        });
        assertThat(this.ends).containsExactly(new RecomputeOutcome(Result.FAILED, null, failure));
        assertThat(this.listener.count("loadFailed totals:DE RECOMPUTE IllegalStateException")).isOne();
    }

    @Test
    void anErrorOfAContextIsTheThreadsToo() {
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> recompute((task) -> () -> {
            throw new StackOverflowError();
        }));
        assertThat(this.ends).extracting(RecomputeOutcome::result).containsExactly(Result.FAILED);
    }

    @Test
    void aContextThatForgetsTheLoadEndsIt() {
        recompute((task) -> () -> {
        });
        assertThat(this.ends).extracting(RecomputeOutcome::failure)
            .singleElement()
            .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
            .hasMessage("The context of background loads did not run a load");
    }

    @Test
    void aContextThatRunsTheLoadTwiceRunsItOnce() {
        recompute((task) -> () -> {
            task.run();
            task.run();
        });
        assertThat(this.ends).extracting(RecomputeOutcome::result).containsExactly(Result.STORED);
        assertThat(this.scene.source.loads()).isOne();
    }

    @Test
    void whatAContextThrowsAfterTheLoadDoesNotUndoIt() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> recompute((task) -> () -> {
            task.run();
            throw new IllegalStateException("Not cleaned up");
        }));
        assertThat(this.ends).extracting(RecomputeOutcome::result).containsExactly(Result.STORED);
    }

    /** Recomputes a key, and looks whether anything is left of it. */
    private void recompute(UnaryOperator<Runnable> context) {
        EngineResources resources = new EngineResources(this.scene.clock, this.scene.clock::nanoTime,
                new ScriptedRandom(), Waiting.blocking(), this.executor, context);
        SingleFlightCache engine = new SingleFlightCache(this.scene.shared, new InMemoryLeases(this.scene.shared),
                new EngineSettings(Scene.seconds(5), OnStoreFailure.LOAD), resources, this.listener);
        engine.recompute(new Request(Scene.KEY, Scene.plain(), new StringCodec(), this.scene.source), (seen) -> true,
                this.ends::add);
        try {
            this.executor.runAll();
        }
        finally {
            assertThat(engine.underWay()).isEqualTo(UnderWay.NOTHING);
        }
    }

}
