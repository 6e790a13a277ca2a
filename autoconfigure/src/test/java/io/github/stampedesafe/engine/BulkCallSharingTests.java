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
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.Source;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls for several keys of which other callers load some, too. */
class BulkCallSharingTests {

    private final Scene scene = new Scene();

    private final BulkSource source = new BulkSource();

    private final Policy plain = Scene.plain();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    @AfterEach
    void nothingIsLeftBehind() {
        BulkSource.assertNothingLeaks(this.scene);
    }

    @Test
    void aKeyThatAnotherCallerLoadsIsJoinedAndHoldsUpNobody() {
        Source single = new Source("joined");
        Hold held = single.hold();
        Crowd other = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.plain, single));
        held.awaitReached();
        Hold call = this.source.hold();
        Crowd bulk = Crowd.one(() -> get("1", "2", "3"));
        call.awaitReached();
        assertThat(this.source.calls).containsExactly(List.of("1", "3"));
        call.release();
        Crowd third = Crowd.one(() -> this.b.get(BulkSource.key("3"), this.plain, new Source("again")));
        assertThat(third.result()).isEqualTo("v3");
        assertThat(bulk.isDone()).isFalse();
        held.release();
        assertThat(bulk.result()).isEqualTo(List.of("v1", "joined", "v3"));
        assertThat(other.result()).isEqualTo("joined");
        assertThat(this.source.calls).hasSize(1);
    }

    @Test
    void overlappingCallsOfTwoInstancesLoadEachKeyOnceWhateverTheirOrder() {
        BulkSource first = new BulkSource();
        BulkSource second = new BulkSource();
        Hold one = first.hold();
        Crowd ab = Crowd.one(() -> first.get(this.a, this.plain, "1", "2"));
        one.awaitReached();
        Hold two = second.hold();
        Crowd bc = Crowd.one(() -> second.get(this.b, this.plain, "3", "2", "1"));
        two.awaitReached();
        assertThat(second.calls).containsExactly(List.of("3"));
        two.release();
        one.release();
        assertThat(ab.result()).isEqualTo(List.of("v1", "v2"));
        assertThat(bc.result()).isEqualTo(List.of("v3", "v2", "v1"));
        assertThat(first.calls).containsExactly(List.of("1", "2"));
        assertThat(second.calls).hasSize(1);
    }

    @Test
    void aKeyWhoseLeaderDiesIsLoadedByAnotherCall() {
        leaseElsewhere("2", Duration.ofSeconds(3));
        Crowd bulk = Crowd.one(() -> get("1", "2", "3"));
        this.scene.drive(bulk);
        assertThat(bulk.result()).isEqualTo(List.of("v1", "v2", "v3"));
        assertThat(this.source.calls).containsExactly(List.of("1", "3"), List.of("2"));
    }

    @Test
    void callersOfAKeyThatIsLoadedElsewhereNeedNotWaitForTheCall() {
        Source elsewhere = new Source("elsewhere");
        Hold held = elsewhere.hold();
        Crowd other = Crowd.one(() -> this.b.get(BulkSource.key("2"), this.plain, elsewhere));
        held.awaitReached();
        Hold call = this.source.hold();
        Crowd bulk = Crowd.one(() -> get("1", "2"));
        call.awaitReached();
        Source never = new Source("never");
        Crowd follower = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.plain, never));
        this.a.waiting().awaitBlocked(1);
        held.release();
        assertThat(other.result()).isEqualTo("elsewhere");
        assertThat(follower.result()).isEqualTo("elsewhere");
        assertThat(bulk.isDone()).isFalse();
        call.release();
        assertThat(bulk.result()).isEqualTo(List.of("v1", "elsewhere"));
        assertThat(never.loads()).isZero();
    }

    @Test
    void aFailureOfAnotherCallerIsSharedAlthoughTheMethodRanMeanwhile() {
        IOException failure = new IOException("down");
        Hold load = new Hold();
        Crowd other = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.plain, () -> {
            load.stop();
            throw failure;
        }));
        load.awaitReached();
        Hold call = this.source.hold();
        Crowd bulk = Crowd.one(() -> get("1", "2"));
        call.awaitReached();
        load.release();
        assertThat(other.failure()).isSameAs(failure);
        call.release();
        assertThat(bulk.failure()).isSameAs(failure);
        assertThat(this.source.calls).containsExactly(List.of("1"));
    }

    @Test
    void aFailureEndsTheCallAlthoughAnotherCallerStillLoadsOneOfItsKeys() {
        Source single = new Source("single");
        Hold held = single.hold();
        Crowd other = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.plain, single));
        held.awaitReached();
        IOException failure = new IOException("down");
        this.source.meanwhile(() -> {
            throw failure;
        });
        assertThat(Crowd.one(() -> get("2", "1")).failure()).isSameAs(failure);
        assertThat(other.isDone()).isFalse();
        held.release();
        assertThat(other.result()).isEqualTo("single");
    }

    @Test
    void manyCallersOfManyKeysLoadEachOnce() throws Throwable {
        List<Crowd.Call> calls = IntStream.range(0, 24).<Crowd.Call>mapToObj((caller) -> () -> {
            String[] keys = IntStream.range(0, 4)
                .mapToObj((i) -> String.valueOf(1 + (caller + i * (1 + caller % 3)) % 4))
                .distinct()
                .toArray(String[]::new);
            Instance instance = List.of(this.a, this.b, this.scene.c).get(caller % 3);
            return this.source.get(instance, this.plain, keys);
        }).toList();
        Crowd crowd = Crowd.of(calls);
        this.scene.drive(crowd);
        crowd.results();
        assertThat(this.source.calls.stream().flatMap(List::stream)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    private List<@Nullable Object> get(String... keys) throws Throwable {
        return this.source.get(this.a, this.plain, keys);
    }

    private void leaseElsewhere(String key, Duration life) {
        CacheKey leased = BulkSource.key(key);
        assertThat(new InMemoryLeases(this.scene.shared).tryAcquire(leased, life)).isNotNull();
    }

}
