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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.SettingSource;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.Source;

import static io.github.stampedesafe.policy.PolicySettings.BETA;
import static io.github.stampedesafe.policy.PolicySettings.JITTER;
import static io.github.stampedesafe.policy.PolicySettings.TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** Three instances over one store, one key, and a source that reads {@code old}. */
final class Scene {

    static final CacheKey KEY = new CacheKey("totals", "DE");

    final MutableClock clock = new MutableClock();

    final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    final Instance a = Instance.on(this.shared);

    final Instance b = Instance.on(this.shared);

    final Instance c = Instance.on(this.shared);

    final Source source = new Source("old");

    /** Begins a policy without chance: ten seconds fresh, nothing stale. */
    static PolicyLayer rules() {
        return PolicyLayer.from(SettingSource.properties("test"))
            .with(TTL, Duration.ofSeconds(10))
            .with(JITTER, 0.0)
            .with(BETA, 0.0);
    }

    static Policy policy(PolicyLayer rules) {
        return Policy.resolve(rules);
    }

    static Policy plain() {
        return policy(rules());
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Somebody outside of all instances takes the lease of the key and goes away. */
    void leaseTo(Duration life) {
        assertThat(new InMemoryLeases(this.shared).tryAcquire(KEY, life)).isNotNull();
    }

    /** Stores {@code stale} so that it is this long past a ttl of ten seconds. */
    void fillStale(Policy policy, Duration past) {
        this.b.put(KEY, policy, "stale");
        this.clock.advance(policy.ttl().plus(past));
    }

    /**
     * Lets time pass until all are back, while leases are extended: on the given
     * instances, or on all.
     */
    void drive(Crowd crowd, Instance... alive) {
        Instance[] extending = (alive.length > 0) ? alive : new Instance[] { this.a, this.b, this.c };
        while (!crowd.isDone()) {
            this.clock.advance(Duration.ofMillis(50));
            for (Instance instance : extending) {
                instance.engine().extendLeases();
            }
            // Only sets the pace: callers have some two thousand such steps.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /** Nothing is left behind: in the engines, at the fences, at the leases. */
    void assertNothingLeaks() {
        for (Instance instance : new Instance[] { this.a, this.b, this.c }) {
            assertThat(instance.engine().underWay()).isEqualTo(UnderWay.NOTHING);
            assertThat(instance.refreshes().waiting()).isZero();
        }
        assertThat(this.shared.fence(KEY)).isNull();
        assertThat(this.shared.isLeased(KEY)).isFalse();
    }

}
