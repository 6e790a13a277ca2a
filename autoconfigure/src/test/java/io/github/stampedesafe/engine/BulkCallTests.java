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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.Source;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.MAX_WAITING_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Calls for several keys, by callers that block. */
class BulkCallTests {

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
    void whatIsStoredIsServedWithoutACall() throws Throwable {
        this.b.put(BulkSource.key("1"), this.plain, "one");
        this.b.put(BulkSource.key("2"), this.plain, "two");
        assertThat(get("2", "1")).containsExactly("two", "one");
        assertThat(this.a.store().calls(Operation.GET)).isEqualTo(1);
        assertThat(this.source.calls).isEmpty();
    }

    @Test
    void oneCallLoadsWhatIsAbsentInTheOrderOfTheKeys() throws Throwable {
        this.b.put(BulkSource.key("2"), this.plain, "two");
        assertThat(get("3", "2", "1")).containsExactly("v3", "two", "v1");
        assertThat(this.source.calls).containsExactly(List.of("3", "1"));
        assertThat(get("1", "2", "3")).containsExactly("v1", "two", "v3");
        assertThat(this.source.calls).hasSize(1);
    }

    @Test
    void noKeysMeanNoCall() throws Throwable {
        assertThat(get()).isEmpty();
        assertThat(this.source.calls).isEmpty();
    }

    @Test
    void entriesAreSharedWithCallsForOneKey() throws Throwable {
        get("1", "2");
        assertThat(this.b.get(BulkSource.key("1"), this.plain, new Source("other"))).isEqualTo("v1");
        this.b.evict(BulkSource.key("1"));
        this.b.get(BulkSource.key("1"), this.plain, new Source("other"));
        assertThat(get("1", "2")).containsExactly("other", "v2");
    }

    @Test
    void whatTheMethodDoesNotReturnIsNullAndRemembered() throws Throwable {
        BulkLoad nothing = (keys) -> Map.of(BulkSource.key("2"), "two", BulkSource.key("9"), "not asked for");
        Policy policy = Scene.policy(Scene.rules().with(NULL_TTL, Duration.ofSeconds(5)));
        assertThat(this.a.engine().bulk().get(BulkSource.request(nothing, policy, "1", "2"))).containsExactly(null,
                "two");
        assertThat(this.source.get(this.b, policy, "1", "2")).containsExactly(null, "two");
        assertThat(this.source.get(this.b, policy, "9")).containsExactly("v9");
    }

    @Test
    void aMethodThatReturnsNoMapHasFoundNothing() throws Throwable {
        BulkLoad nothing = (keys) -> null;
        assertThat(this.a.engine().bulk().get(BulkSource.request(nothing, this.plain, "1", "2"))).containsExactly(null,
                null);
    }

    @Test
    void aFailureFailsTheCallAndLeavesOtherKeysStored() {
        IOException failure = new IOException("down");
        Source single = new Source("joined");
        Hold held = single.hold();
        Crowd other = Crowd.one(() -> this.b.get(BulkSource.key("2"), this.plain, single));
        held.awaitReached();
        this.source.meanwhile(() -> {
            throw failure;
        });
        assertThat(catchThrowable(() -> get("2", "1", "3"))).isSameAs(failure);
        held.release();
        assertThat(other.result()).isEqualTo("joined");
    }

    @Test
    void whoWaitsForAKeyOfAFailedCallGetsTheFailure() {
        IOException failure = new IOException("down");
        Hold call = this.source.hold();
        BulkLoad failing = (keys) -> {
            this.source.load(keys);
            throw failure;
        };
        Crowd bulk = Crowd.one(() -> this.a.engine().bulk().get(BulkSource.request(failing, this.plain, "1", "2")));
        call.awaitReached();
        Source never = new Source("never");
        Crowd follower = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.plain, never));
        this.a.waiting().awaitBlocked(1);
        call.release();
        assertThat(bulk.failure()).isSameAs(failure);
        assertThat(follower.failure()).isSameAs(failure);
        assertThat(never.loads()).isZero();
    }

    @Test
    void aStaleValueIsTheLastResortOfItsKeyOnly() throws Throwable {
        Policy policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Duration.ofMinutes(5)));
        this.b.put(BulkSource.key("1"), policy, "old");
        this.scene.clock.advance(Duration.ofSeconds(20));
        IOException failure = new IOException("down");
        this.source.meanwhile(() -> {
            throw failure;
        });
        assertThat(this.source.get(this.a, policy, "1")).containsExactly("old");
        this.source.meanwhile(() -> {
            throw failure;
        });
        assertThat(catchThrowable(() -> this.source.get(this.a, policy, "1", "2"))).isSameAs(failure);
    }

    @Test
    void staleValuesAreServedAndRefreshedInTheBackground() throws Throwable {
        Policy policy = Scene.policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Duration.ofMinutes(5)));
        this.b.put(BulkSource.key("1"), policy, "old");
        this.scene.clock.advance(Duration.ofSeconds(20));
        assertThat(this.source.get(this.a, policy, "1", "2")).containsExactly("old", "v2");
        assertThat(this.source.calls).containsExactly(List.of("2"));
        this.scene.clock.advance(RefreshGatherer.WINDOW);
        this.a.refreshes().runAll();
        assertThat(this.source.calls).containsExactly(List.of("2"), List.of("1"));
        assertThat(this.source.get(this.b, policy, "1", "2")).containsExactly("v1", "v2");
    }

    @Test
    void withoutTheStoreOneCallLoadsAll() throws Throwable {
        this.a.store().cut();
        assertThat(get("1", "2", "3")).containsExactly("v1", "v2", "v3");
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3"));
        this.a.store().heal();
    }

    @Test
    void aCallOfManyKeysHoldsOnePermitAndOnePlaceInTheLine() throws Throwable {
        Policy bounded = Scene.policy(Scene.rules()
            .with(MAX_CONCURRENT_LOADS, 1)
            .with(MAX_WAITING_LOADS, 1)
            .with(TTL, Duration.ofSeconds(10)));
        Source single = new Source("single");
        Hold held = single.hold();
        Crowd other = Crowd.one(() -> this.a.get(BulkSource.key("4"), bounded, single));
        held.awaitReached();
        Crowd bulk = Crowd.one(() -> this.source.get(this.a, bounded, "1", "2", "3"));
        this.a.waiting().awaitBlocked(1);
        assertThat(this.a.engine().underWay().permits()).isEqualTo(2);
        // One key hears of the permit, and the others only after it has gone on.
        this.a.waiting().stopNext();
        held.release();
        assertThat(bulk.result()).isEqualTo(List.of("v1", "v2", "v3"));
        assertThat(other.result()).isEqualTo("single");
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void aCallThatFindsTheLineFullIsRefusedAsAWhole() throws Throwable {
        Policy bounded = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1).with(MAX_WAITING_LOADS, 1));
        Source single = new Source("single");
        Hold held = single.hold();
        Crowd other = Crowd.one(() -> this.a.get(BulkSource.key("4"), bounded, single));
        held.awaitReached();
        Crowd waiting = Crowd.one(() -> this.a.get(BulkSource.key("3"), bounded, new Source("waited")));
        this.a.waiting().awaitBlocked(1);
        assertThat(catchThrowable(() -> this.source.get(this.a, bounded, "1", "2")))
            .isInstanceOf(LoadRefusedException.class);
        held.release();
        assertThat(other.result()).isEqualTo("single");
        assertThat(waiting.result()).isEqualTo("waited");
        assertThat(this.source.calls).isEmpty();
    }

    @Test
    void anInterruptedCallerGivesEverythingBack() {
        leaseElsewhere("2", Duration.ofSeconds(3));
        Crowd bulk = Crowd.one(() -> get("1", "2", "3"));
        this.a.waiting().awaitBlocked(1);
        bulk.interrupt();
        assertThat(bulk.failure()).isInstanceOf(WaitInterruptedException.class);
        this.scene.clock.advance(Duration.ofSeconds(3));
    }

    @Test
    void anInterruptedMethodGivesEverythingBack() throws Throwable {
        Hold call = this.source.hold();
        Crowd bulk = Crowd.one(() -> get("1", "2"));
        call.awaitReached();
        bulk.interrupt();
        assertThat(bulk.failure()).isInstanceOf(InterruptedException.class);
        assertThat(this.source.get(this.b, this.plain, "1", "2")).containsExactly("v1", "v2");
    }

    @Test
    void anInterruptedCallerThatIsServedStaleValuesStaysInterrupted() {
        Policy policy = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Duration.ofMinutes(5)));
        this.b.put(BulkSource.key("1"), policy, "old");
        this.b.put(BulkSource.key("2"), policy, "old");
        this.scene.clock.advance(Duration.ofSeconds(20));
        Hold call = this.source.hold();
        AtomicBoolean interrupted = new AtomicBoolean();
        Crowd bulk = Crowd.one(() -> {
            List<@Nullable Object> values = this.source.get(this.a, policy, "1", "2");
            interrupted.set(Thread.currentThread().isInterrupted());
            return values;
        });
        call.awaitReached();
        bulk.interrupt();
        assertThat(bulk.result()).isEqualTo(List.of("old", "old"));
        assertThat(interrupted).isTrue();
    }

    @Test
    void aMethodThatAsksForAKeyOfItsOwnCallIsFoundOut() {
        this.source.meanwhile(() -> get("2"));
        assertThat(catchThrowable(() -> get("1", "2"))).isInstanceOf(RecursiveLoadException.class);
    }

    @Test
    void aMethodMayAskForOtherKeys() throws Throwable {
        List<@Nullable Object> inner = new ArrayList<>();
        this.source.meanwhile(() -> inner.addAll(get("3", "4")));
        assertThat(get("1", "2")).containsExactly("v1", "v2");
        assertThat(inner).containsExactly("v3", "v4");
    }

    private List<@Nullable Object> get(String... keys) throws Throwable {
        return this.source.get(this.a, this.plain, keys);
    }

    private void leaseElsewhere(String key, Duration life) {
        CacheKey leased = BulkSource.key(key);
        assertThat(new InMemoryLeases(this.scene.shared).tryAcquire(leased, life)).isNotNull();
    }

}
