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
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.Source;

import static io.github.stampedesafe.policy.PolicySettings.STALE_IF_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys of a call that another instance loads: they step aside while the method runs, and
 * begin anew after it.
 */
class BulkStepAsideTests {

    private final Scene scene = new Scene();

    private final BulkSource source = new BulkSource();

    private final Policy plain = Scene.plain();

    private final Policy lasting = Scene.policy(Scene.rules().with(STALE_IF_ERROR, Duration.ofMinutes(5)));

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final IOException failure = new IOException("down");

    @AfterEach
    void nothingIsLeftBehind() {
        BulkSource.assertNothingLeaks(this.scene);
    }

    @Test
    void aKeyThatFollowsWhoTookItsPlaceSharesTheFailureEvenOfALoadDuringTheMethod() {
        Lease second = leaseElsewhere("2");
        Lease third = leaseElsewhere("3");
        Hold firstCall = this.source.hold();
        Crowd bulk = Crowd.one(() -> this.source.get(this.a, this.plain, "1", "2", "3"));
        firstCall.awaitReached();
        Source failing = new Source("never").fail(this.failure);
        Crowd successor = Crowd.one(() -> this.a.get(BulkSource.key("2"), this.plain, failing));
        this.a.waiting().awaitBlocked(1);
        Hold secondCall = this.source.hold();
        firstCall.release();
        this.a.waiting().awaitBlocked(2);
        third.release();
        this.scene.clock.advance(LeaseWait.POLL);
        secondCall.awaitReached();
        this.a.waiting().awaitBlocked(1);
        second.release();
        this.scene.clock.advance(LeaseWait.POLL);
        assertThat(successor.failure()).isSameAs(this.failure);
        secondCall.release();
        assertThat(bulk.failure()).isSameAs(this.failure);
        assertThat(this.source.calls).containsExactly(List.of("1"), List.of("3"));
    }

    @Test
    void aKeyThatFindsAnotherValueThenFallsBackOnThat() throws Throwable {
        fillStale("2", "older");
        leaseElsewhere("2");
        this.source.meanwhile(() -> {
            fillStale("2", "newer");
            return null;
        });
        this.source.meanwhile(() -> {
            throw this.failure;
        });
        assertThat(get("1", "2")).containsExactly("v1", "newer");
        assertThat(this.source.calls).containsExactly(List.of("1"), List.of("2"));
    }

    @Test
    void aKeyThatFindsNoStoreThenFallsBackOnWhatItFoundBefore() throws Throwable {
        fillStale("2", "old");
        Lease lease = leaseElsewhere("2");
        this.source.meanwhile(() -> {
            this.a.store().cut();
            return null;
        });
        assertThat(get("1", "2")).containsExactly("v1", "old");
        assertThat(this.source.calls).containsExactly(List.of("1"));
        this.a.store().heal();
        this.b.evict(BulkSource.key("1"));
        lease.release();
    }

    private List<@Nullable Object> get(String... keys) throws Throwable {
        return this.source.get(this.a, this.lasting, keys);
    }

    private void fillStale(String key, String value) {
        this.b.put(BulkSource.key(key), this.lasting, value);
        this.scene.clock.advance(Duration.ofSeconds(11));
    }

    private Lease leaseElsewhere(String key) {
        return Objects.requireNonNull(
                Stages.join(new InMemoryLeases(this.scene.shared).tryAcquire(BulkSource.key(key), Scene.seconds(60))));
    }

}
