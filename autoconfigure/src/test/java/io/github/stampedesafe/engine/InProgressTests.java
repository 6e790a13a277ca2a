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
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.InProgress.Activity;
import io.github.stampedesafe.event.InProgress.Flying;
import io.github.stampedesafe.event.InProgress.Held;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.Instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an operator sees of calls that have not ended. */
class InProgressTests {

    private static final InProgress NOTHING = new InProgress(List.of(), List.of());

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    @Test
    void aLoadShowsAsAFlightWithItsFollowersAndAsALease() {
        Hold load = this.scene.source.hold();
        Crowd callers = callers(3, this.a);
        load.awaitReached();
        this.a.waiting().awaitBlocked(2);
        this.scene.clock.advance(Duration.ofSeconds(3));
        List<Flying> flights = List.of(new Flying(Scene.KEY, Scene.seconds(3), Activity.LOADING, 2));
        // A follower counts from a moment after it is seen to wait.
        await().until(() -> this.a.engine().inProgress().flights(), flights::equals);
        assertThat(this.a.engine().inProgress().leases()).containsExactly(new Held(Scene.KEY, Scene.seconds(3)));
        assertThat(this.b.engine().inProgress()).isEqualTo(NOTHING);
        load.release();
        callers.results();
        assertThat(this.a.engine().inProgress()).isEqualTo(NOTHING);
    }

    @Test
    void whoWaitsForAnotherInstanceShowsAsWaitingUntilItLoadsItself() {
        this.scene.leaseTo(Duration.ofMillis(1500));
        Hold load = this.scene.source.hold();
        Crowd caller = callers(1, this.a);
        this.a.waiting().awaitWaits(1);
        assertThat(this.a.engine().inProgress())
            .isEqualTo(new InProgress(List.of(new Flying(Scene.KEY, Duration.ZERO, Activity.WAITING, 0)), List.of()));
        this.scene.clock.advance(Scene.seconds(1));
        this.a.waiting().awaitWaits(2);
        this.scene.clock.advance(Scene.seconds(1));
        load.awaitReached();
        assertThat(this.a.engine().inProgress().flights())
            .containsExactly(new Flying(Scene.KEY, Scene.seconds(2), Activity.LOADING, 0));
        assertThat(this.a.engine().inProgress().leases()).containsExactly(new Held(Scene.KEY, Duration.ZERO));
        load.release();
        caller.results();
    }

    @Test
    void whoAsksTheStoreIsStarting() {
        Hold begin = this.a.store().holdBefore(FaultyEntryStore.Operation.BEGIN);
        Crowd caller = callers(1, this.a);
        begin.awaitReached();
        assertThat(this.a.engine().inProgress().flights())
            .containsExactly(new Flying(Scene.KEY, Duration.ZERO, Activity.STARTING, 0));
        begin.release();
        caller.results();
    }

    @Test
    void onlyAClearOfItsOwnCacheTakesAFlightOut() {
        Hold load = this.scene.source.hold();
        Crowd caller = callers(1, this.a);
        load.awaitReached();
        this.a.clear("orders");
        assertThat(this.a.engine().inProgress().flights()).hasSize(1);
        this.a.clear(Scene.KEY.cache());
        assertThat(this.a.engine().inProgress().flights()).isEmpty();
        load.release();
        caller.results();
    }

    private Crowd callers(int callers, Instance instance) {
        return Crowd.of(callers, () -> instance.get(Scene.KEY, Scene.plain(), this.scene.source));
    }

}
