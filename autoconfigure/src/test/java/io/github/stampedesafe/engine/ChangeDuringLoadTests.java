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
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.Source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeDuringLoadTests {

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    @ParameterizedTest
    @EnumSource
    void theLoadedValueIsOutOfDateForAllWhoComeAfterAChangeOnTheSameInstance(Change change) {
        race(change, this.a);
    }

    @ParameterizedTest
    @EnumSource
    void theLoadedValueIsOutOfDateForAllWhoComeAfterAChangeOnAnotherInstance(Change change) {
        race(change, this.b);
    }

    @ParameterizedTest
    @EnumSource(names = { "EVICT", "PUT", "EXPIRE" })
    void theLoadedValueIsOutOfDateForAllWhoComeAfterAChangeWhoseSignalIsLost(Change change) {
        this.a.deaf();
        this.scene.c.deaf();
        race(change, this.b);
    }

    private void race(Change change, Instance changer) {
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        Crowd followers = Crowd.of(3, () -> this.a.get(Scene.KEY, Scene.plain(), this.scene.source));
        this.a.waiting().awaitBlocked(3);
        this.scene.source.set("new");
        this.scene.clock.advance(Duration.ofMillis(1));
        change.on.accept(changer, Scene.KEY);
        this.scene.clock.advance(Duration.ofMillis(1));
        Crowd lateHere = caller(this.a);
        Crowd lateThere = caller(this.scene.c);
        load.release();

        assertThat(leader.result()).isEqualTo("old");
        this.scene.drive(followers);
        this.scene.drive(lateHere);
        this.scene.drive(lateThere);
        assertThat(followers.results()).containsOnly(change.after);
        assertThat(lateHere.result()).isEqualTo(change.after);
        assertThat(lateThere.result()).isEqualTo(change.after);
        assertThat(caller(this.a).result()).isEqualTo(change.after);
        assertThat(caller(this.b).result()).isEqualTo(change.after);
        assertThat(this.scene.source.loads()).isEqualTo((change == Change.PUT) ? 1 : 2);
        assertThat(this.a.listener().count("publishRefused")).isOne();
        this.scene.assertNothingLeaks();
    }

    @ParameterizedTest
    @EnumSource(names = { "EVICT", "PUT", "EXPIRE" })
    void nobodyWaitsForTheLoadThatAChangeOvertook(Change change) {
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        Crowd waiter = caller(this.scene.c);
        this.scene.c.waiting().awaitBlocked(1);
        this.scene.source.set("new");
        change.on.accept(this.b, Scene.KEY);
        assertThat(waiter.result()).isEqualTo(change.after);
        assertThat(caller(this.a).result()).isEqualTo(change.after);
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(caller(this.a).result()).isEqualTo(change.after);
    }

    @ParameterizedTest
    @EnumSource(names = { "EVICT", "EXPIRE" })
    void whoComesAfterAChangeLoadsInsteadOfWaitingForTheLoadItOvertook(Change change) {
        for (Instance changer : List.of(this.a, this.b)) {
            Hold load = this.scene.source.hold();
            Crowd leader = caller(this.a);
            load.awaitReached();
            this.scene.source.set("new");
            change.on.accept(changer, Scene.KEY);
            assertThat(caller(this.a).result()).isEqualTo("new");
            load.release();
            assertThat(leader.result()).isEqualTo("old");
            this.scene.source.set("old");
            this.scene.shared.evict(Scene.KEY);
        }
    }

    @Test
    void aChangeBetweenThePublishAndItsEndRemovesWhatWasPublished() {
        Hold publish = this.a.store().holdAfter(FaultyEntryStore.Operation.PUBLISH);
        Crowd leader = caller(this.a);
        publish.awaitReached();
        this.scene.source.set("new");
        this.b.evict(Scene.KEY);
        publish.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(caller(this.b).result()).isEqualTo("new");
    }

    @Test
    void aClearIsNoticedAtTheNextRefreshIfItsSignalWasLost() {
        assertThat(caller(this.a).result()).isEqualTo("old");
        assertThat(caller(this.b).result()).isEqualTo("old");
        this.a.deaf();
        this.scene.clock.advance(Duration.ofMillis(1));
        this.b.clear(Scene.KEY.cache());
        this.scene.clock.advance(Duration.ofMillis(1));
        this.scene.source.set("new");
        assertThat(caller(this.a).result()).isEqualTo("old");
        this.a.engine().refreshMarks();
        assertThat(caller(this.a).result()).isEqualTo("new");
        assertThat(caller(this.b).result()).isEqualTo("new");
    }

    @Test
    void whoFindsTheLeaseOfAClearedEntryTakenLooksAgainAfterAQuarterOfASecond() {
        assertThat(caller(this.a).result()).isEqualTo("old");
        this.scene.clock.advance(Duration.ofMillis(1));
        this.a.clear(Scene.KEY.cache());
        this.scene.clock.advance(Duration.ofMillis(1));
        this.scene.source.set("new");
        // As one does that found the value before the clear: no signal tells of its end.
        this.scene.leaseTo(Duration.ofMillis(100));
        Crowd caller = caller(this.a);
        this.a.waiting().awaitBlocked(1);
        assertThat(this.a.waiting().waits()).containsExactly(Duration.ofMillis(250));
        this.scene.clock.advance(Duration.ofMillis(250));
        assertThat(caller.result()).isEqualTo("new");
    }

    @Test
    void whoFindsAValueThatWasClearedWhileItWasLoadedLooksAgainAfterAQuarterOfASecond() {
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        this.scene.c.clear(Scene.KEY.cache());
        this.scene.source.set("new");
        this.b.deaf(); // the poll is as good as a signal that comes at the same time
        Crowd waiter = caller(this.b);
        this.b.waiting().awaitBlocked(1);
        Hold release = this.a.leases().holdBefore(FaultyLeases.Operation.RELEASE);
        load.release();
        release.awaitReached();
        this.scene.clock.advance(Scene.seconds(1));
        this.b.waiting().awaitWaits(2);
        assertThat(this.b.waiting().waits()).containsExactly(Scene.seconds(1), Duration.ofMillis(250));
        release.release();
        assertThat(leader.result()).isEqualTo("old");
        this.scene.clock.advance(Duration.ofMillis(250));
        assertThat(waiter.result()).isEqualTo("new");
    }

    @Test
    void aLateSignalOfAnEarlierClearDoesNotHideALaterOneFromAnInstanceThatHasNotUsedTheCache() {
        this.b.put(Scene.KEY, Scene.plain(), "before");
        this.scene.c.slowToHear();
        this.b.clear(Scene.KEY.cache());
        this.scene.c.deaf();
        this.scene.clock.advance(Duration.ofMillis(1));
        this.b.put(Scene.KEY, Scene.plain(), "between");
        this.scene.clock.advance(Duration.ofMillis(1));
        this.b.clear(Scene.KEY.cache());
        this.scene.clock.advance(Duration.ofMillis(1));
        this.scene.c.hearAgain();
        this.scene.source.set("new");

        assertThat(caller(this.scene.c).result()).isEqualTo("new");
    }

    @Test
    void aClearWhoseSignalIsLostOutdatesAlsoWhatIsNotStored() {
        this.scene.source.storable(false);
        Hold load = this.scene.source.hold();
        Crowd leader = caller(this.a);
        load.awaitReached();
        this.a.deaf();
        this.b.clear(Scene.KEY.cache());
        this.scene.source.set("new");
        Crowd late = caller(this.a);
        this.a.waiting().awaitBlocked(1);
        this.a.engine().refreshMarks();
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(late.result()).isEqualTo("new");
    }

    @Test
    void aLateSignalOfAnOldClearDoesNotBringTheClearedBack() {
        assertThat(caller(this.a).result()).isEqualTo("old");
        this.a.slowToHear();
        this.scene.clock.advance(Duration.ofMillis(1));
        this.b.clear(Scene.KEY.cache());
        this.scene.clock.advance(Duration.ofMillis(1));
        this.a.clear(Scene.KEY.cache());
        this.a.hearAgain();
        this.scene.source.set("new");
        assertThat(caller(this.a).result()).isEqualTo("new");
    }

    @Test
    void aRefreshThatFailsForgetsNoClear() {
        CacheKey order = new CacheKey("orders", "1");
        Source orders = new Source("order");
        Crowd.one(() -> this.a.get(order, Scene.plain(), orders)).result();
        assertThat(caller(this.a).result()).isEqualTo("old");
        this.a.evict(order);
        this.a.evict(Scene.KEY);
        Hold orderLoad = orders.hold();
        Hold load = this.scene.source.hold();
        Crowd leaders = Crowd.of(List.of(() -> this.a.get(order, Scene.plain(), orders),
                () -> this.a.get(Scene.KEY, Scene.plain(), this.scene.source)));
        orderLoad.awaitReached();
        load.awaitReached();
        this.a.deaf();
        this.b.clear(order.cache());
        this.b.clear(Scene.KEY.cache());

        this.a.store().failBefore(FaultyEntryStore.Operation.MARKS, () -> new CacheUnavailableException("Gone", null));
        assertThatThrownBy(() -> this.a.engine().refreshMarks()).hasMessage("Gone");
        this.a.store().heal();
        this.a.engine().refreshMarks();
        assertThat(this.a.engine().underWay().flights()).isZero();
        orderLoad.release();
        load.release();
        assertThat(leaders.results()).containsExactly("order", "old");
    }

    private Crowd caller(Instance instance) {
        return Crowd.one(() -> instance.get(Scene.KEY, Scene.plain(), this.scene.source));
    }

    enum Change {

        EVICT("new", Instance::evict),

        PUT("put", (instance, key) -> instance.put(key, Scene.plain(), "put")),

        EXPIRE("new", Instance::expire),

        CLEAR("new", (instance, key) -> instance.clear(key.cache()));

        private final String after;

        private final BiConsumer<Instance, CacheKey> on;

        Change(String after, BiConsumer<Instance, CacheKey> on) {
            this.after = after;
            this.on = on;
        }

    }

}
