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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Changes of several keys that take effect at one time. */
class SeveralChangesTests {

    private final BulkAsyncScene calls = new BulkAsyncScene();

    private final Scene scene = this.calls.scene;

    private final List<String> own = new ArrayList<>();

    private final IllegalStateException failure = new IllegalStateException("down");

    @BeforeEach
    void stores() {
        for (String key : List.of("1", "2", "3")) {
            this.scene.b.put(BulkSource.key(key), Scene.plain(), "stored");
        }
    }

    @AfterEach
    void nothingIsLeftBehind() {
        this.calls.assertNothingLeaks();
    }

    @Test
    void aChangeOfAnApplicationsOwnIsCarriedOutBesideThoseOfAnEngine() {
        SingleFlightCache engine = this.scene.a.engine();
        new SeveralChanges(List.of(engine.evict(BulkSource.key("1")), () -> this.own.add("changed"),
                engine.evict(BulkSource.key("2"))))
            .apply();
        assertThat(this.own).containsExactly("changed");
        assertThat(stored()).containsExactly("3");
    }

    @Test
    void aChangeOfAnApplicationsOwnThatFailsKeepsNoneOfTheOthersFromBeingCarriedOut() {
        SingleFlightCache engine = this.scene.a.engine();
        Change changes = new SeveralChanges(List.of(this::fails, engine.evict(BulkSource.key("1"))));
        assertThatThrownBy(changes::apply).isSameAs(this.failure);
        assertThat(stored()).containsExactly("2", "3");
    }

    @Test
    void withoutAThreadTheStoreIsAskedForAllBeforeItsFirstAnswer() {
        CompletableFuture<@Nullable Void> end = new SeveralChanges(
                List.of(evict("1"), evict("2"), () -> this.own.add("changed")))
            .start()
            .toCompletableFuture();
        assertThat(this.own).containsExactly("changed");
        this.calls.steps.runAll();
        assertThat(end).isNotDone();
        assertThat(this.calls.round()).as("evicts that are on their way").isEqualTo(2);
        assertThat(end).isCompletedWithValue(null);
        assertThat(stored()).containsExactly("3");
    }

    @Test
    void withoutAThreadAFailureIsToldWhenAllHaveEnded() {
        CompletableFuture<@Nullable Void> end = new SeveralChanges(List.of(this::fails, evict("1"))).start()
            .toCompletableFuture();
        assertThat(end).isNotDone();
        this.calls.run();
        assertThat(end.handle((none, thrown) -> Stages.cause(thrown)).getNow(null)).isSameAs(this.failure);
        assertThat(stored()).containsExactly("2", "3");
    }

    @Test
    void aThreadThatIsInterruptedKnowsThatTheChangesHappenedAndIsStillInterrupted() {
        Thread.currentThread().interrupt();
        SingleFlightCache engine = this.scene.a.engine();
        new SeveralChanges(List.of(engine.evict(BulkSource.key("1")), engine.evict(BulkSource.key("2")))).apply();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stored()).containsExactly("3");
    }

    private void fails() {
        throw this.failure;
    }

    /** Prepares a change through the driver. */
    private Change evict(String key) {
        return this.calls.engine.evict(BulkSource.key(key));
    }

    private List<String> stored() {
        return List.of("1", "2", "3")
            .stream()
            .map(BulkSource::key)
            .filter((key) -> this.scene.shared.get(key) != null)
            .map(CacheKey::text)
            .toList();
    }

}
