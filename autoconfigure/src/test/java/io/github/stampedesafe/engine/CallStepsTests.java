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
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a call that no thread waits for does after its method. */
class CallStepsTests {

    private final AsyncScene calls = new AsyncScene();

    private final List<String> done = new ArrayList<>();

    @Test
    void aStepRunsOnTheExecutorWithWhatIsCarriedOfTheCallingThread() {
        ThreadLocal<String> tenant = new ThreadLocal<>();
        SingleFlightCache carrying = this.calls.engine(this.calls.steps, (task) -> {
            String caller = tenant.get();
            return () -> {
                tenant.set(caller);
                task.run();
                tenant.remove();
            };
        });
        tenant.set("A");
        CallSteps steps = carrying.steps();
        tenant.set("B");
        CompletableFuture<String> step = steps.run(() -> Steps.of(tenant.get())).toCompletableFuture();
        assertThat(step).isNotDone();
        this.calls.steps.runAll();
        assertThat(step).isCompletedWithValue("A");
    }

    @Test
    void aStepThatComesDuringAnotherOneRunsAfterIt() {
        CallSteps steps = this.calls.engine.steps();
        CompletableFuture<Boolean> outer = steps.run(() -> {
            var unused = steps.run(() -> Steps.of(this.done.add("inner")));
            return Steps.of(this.done.add("outer"));
        }).toCompletableFuture();
        this.calls.steps.runAll();
        assertThat(outer).isCompletedWithValue(true);
        assertThat(this.done).containsExactly("outer", "inner");
    }

    @Test
    void aStepFailsWithWhatItBeginsOrThrowsAsItIs() {
        IOException begun = new IOException("down");
        IllegalStateException thrown = new IllegalStateException("at once");
        CompletableFuture<Object> beginning = this.calls.engine.steps()
            .run(() -> Steps.failed(begun))
            .toCompletableFuture();
        CompletableFuture<Object> throwing = this.calls.engine.steps().run(() -> {
            throw thrown;
        }).toCompletableFuture();
        this.calls.steps.runAll();
        assertThat(AsyncScene.failure(beginning)).isSameAs(begun);
        assertThat(AsyncScene.failure(throwing)).isSameAs(thrown);
    }

}
