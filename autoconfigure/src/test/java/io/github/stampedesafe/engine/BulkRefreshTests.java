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
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.Source;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Refreshes of keys that one call of a method can load. */
class BulkRefreshTests {

    private final Scene scene = new Scene();

    private final BulkSource source = new BulkSource();

    private final Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)));

    private final Policy bounded = Scene
        .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)).with(MAX_CONCURRENT_LOADS, 1));

    private final Instance a = this.scene.a;

    @AfterEach
    void nothingIsLeftBehind() {
        BulkSource.assertNothingLeaks(this.scene);
    }

    @Test
    void refreshesOfSeveralCallsAreLoadedByOneCall() throws Throwable {
        fillStale("1", "2", "3", "4", "5", "6", "7", "8", "9");
        read(this.a, "1", "2", "3");
        read(this.a, "3", "4", "5", "6");
        read(this.a, "9", "8", "7", "1");
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3", "4", "5", "6", "9", "8", "7"));
        assertThat(this.source.get(this.scene.b, this.policy, "1", "5", "9")).containsExactly("v1", "v5", "v9");
        assertThat(this.a.listener().count("loaded products:7 STALE")).isOne();
        assertThat(this.a.listener().count("loaded")).isEqualTo(9);
    }

    @Test
    void theFirstOfAllWaitsNoLongerThanTheWindow() throws Throwable {
        fillStale("1", "2", "3");
        read(this.a, "1");
        this.scene.clock.advance(RefreshGatherer.WINDOW.minusNanos(1));
        read(this.a, "2");
        assertThat(this.a.refreshes().waiting()).isZero();
        this.scene.clock.advance(Duration.ofNanos(1));
        read(this.a, "3");
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.source.calls).containsExactly(List.of("1", "2"));
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1", "2"), List.of("3"));
    }

    @Test
    void asManyAsACallHasAtMostDoNotWait() throws Throwable {
        String[] keys = IntStream.range(0, RefreshGatherer.MOST + 1).mapToObj(String::valueOf).toArray(String[]::new);
        fillStale(keys);
        read(this.a, keys);
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(this.source.calls).hasSize(1);
        assertThat(this.source.calls.get(0)).hasSize(RefreshGatherer.MOST);
        endWindow();
        assertThat(this.source.calls.get(1)).containsExactly(String.valueOf(RefreshGatherer.MOST));
    }

    @Test
    void otherMethodsAreRefreshedByThemselves() throws Throwable {
        fillStale("1", "2", "3");
        BulkSource other = new BulkSource();
        Source single = new Source("single");
        read(this.a, "1");
        other.get(this.a, this.policy, "2");
        this.a.get(BulkSource.key("3"), this.policy, single);
        assertThat(this.a.refreshes().runAll()).isOne();
        assertThat(single.loads()).isOne();
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        assertThat(this.a.refreshes().runAll()).isEqualTo(2);
        assertThat(this.source.calls).containsExactly(List.of("1"));
        assertThat(other.calls).containsExactly(List.of("2"));
    }

    @Test
    void aKeyThatIsEvictedDuringTheCallIsNotStored() throws Throwable {
        fillStale("1", "2", "3");
        read(this.a, "1", "2", "3");
        this.source.meanwhile(() -> {
            this.scene.b.evict(BulkSource.key("2"));
            return null;
        });
        endWindow();
        assertThat(this.scene.shared.get(BulkSource.key("2"))).isNull();
        assertThat(this.a.listener().count("publishRefused products:2")).isOne();
        assertThat(read(this.a, "1", "3")).containsExactly("v1", "v3");
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void aKeyThatAnotherInstanceLoadsIsLeftToIt() throws Throwable {
        fillStale("1", "2", "3");
        read(this.a, "1", "2", "3");
        InMemoryLeases leases = new InMemoryLeases(this.scene.shared);
        assertThat(leases.tryAcquire(BulkSource.key("2"), Scene.seconds(3))).isNotNull();
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1", "3"));
        assertThat(read(this.a, "1", "2", "3")).containsExactly("v1", "stale", "v3");
        endWindow();
        assertThat(this.source.calls).hasSize(1); // the key rests
        this.scene.clock.advance(Scene.seconds(3));
        read(this.a, "2");
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1", "3"), List.of("2"));
    }

    @Test
    void aKeyThatACallerLoadsIsLeftToTheCaller() throws Throwable {
        fillStale("1", "2");
        read(this.a, "1", "2");
        this.scene.b.evict(BulkSource.key("2"));
        Source single = new Source("single");
        Hold load = single.hold();
        Crowd caller = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.policy, single));
        load.awaitReached();
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1"));
        load.release();
        assertThat(caller.result()).isEqualTo("single");
    }

    @Test
    void callersWithoutAValueJoinTheCall() throws Throwable {
        fillStale("1", "2");
        read(this.a, "1", "2");
        Hold call = this.source.hold();
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        Crowd refresh = Crowd.one(() -> this.a.refreshes().runAll());
        call.awaitReached();
        Source never = new Source("never");
        Policy fresh = Scene.plain();
        Crowd caller = Crowd.one(() -> this.a.get(BulkSource.key("2"), fresh, never));
        this.a.waiting().awaitBlocked(1);
        call.release();
        assertThat(caller.result()).isEqualTo("v2");
        refresh.result();
        assertThat(never.loads()).isZero();
    }

    @Test
    void whatTheMethodDoesNotReturnIsNull() throws Throwable {
        Policy nulls = Scene
            .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(3600)).with(NULL_TTL, Scene.seconds(5)));
        fillStale("1", "2");
        BulkLoad nothing = (keys) -> Map.of(BulkSource.key("1"), "one", BulkSource.key("9"), "not asked for");
        this.a.engine().bulk().get(BulkSource.request(nothing, nulls, "1", "2"));
        endWindow();
        assertThat(this.source.get(this.a, nulls, "1", "2")).containsExactly("one", null);
        assertThat(this.source.calls).isEmpty();
        assertThat(this.scene.shared.get(BulkSource.key("9"))).isNull();
    }

    @Test
    void whatWaitsForOthersHoldsNoThreadAndNoPermit() throws Throwable {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        fillStale("1", "2", "3");
        this.source.get(instance, this.bounded, "1", "2");
        assertThat(instance.engine().underWay().permits()).isZero();
        instance.get(BulkSource.key("3"), this.bounded, new Source("single"));
        assertThat(instance.refreshes().runAll()).isOne();
        List<Integer> permits = new ArrayList<>();
        this.source.meanwhile(() -> permits.add(instance.engine().underWay().permits()));
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        assertThat(instance.refreshes().runAll()).isOne();
        assertThat(permits).containsExactly(1);
        assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
    }

    @Test
    void theMethodMayAskForOtherKeysOfItsCache() throws Throwable {
        Instance instance = Instance.refreshing(this.scene.shared, 1, 1_000);
        fillStale("1", "2");
        this.source.get(instance, this.bounded, "1", "2");
        this.source.meanwhile(() -> this.source.get(instance, this.bounded, "4"));
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        instance.refreshes().runAll();
        assertThat(this.source.get(instance, this.bounded, "1", "4")).containsExactly("v1", "v4");
        assertThat(this.source.calls).containsExactly(List.of("1", "2"), List.of("4"));
    }

    @Test
    void whatFindsNoPlaceIsRefusedTogether() throws Throwable {
        fillStale("1", "2");
        read(this.a, "1", "2");
        this.a.refreshes().capacity(0);
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        assertThat(this.a.listener().count("refreshRefused products:1")).isOne();
        assertThat(this.a.listener().count("refreshRefused products:2")).isOne();
        assertThat(this.a.engine().underWay()).isEqualTo(UnderWay.NOTHING);
        this.a.refreshes().capacity(1);
        read(this.a, "1", "2");
        endWindow();
        assertThat(this.source.calls).containsExactly(List.of("1", "2"));
    }

    private void fillStale(String... keys) {
        for (String key : keys) {
            this.scene.b.put(BulkSource.key(key), this.policy, "stale");
        }
        this.scene.clock.advance(Scene.seconds(11));
    }

    private List<@Nullable Object> read(Instance instance, String... keys) throws Throwable {
        return this.source.get(instance, this.policy, keys);
    }

    private void endWindow() {
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        this.a.refreshes().runAll();
    }

}
