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

package io.github.stampedesafe.outage;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.engine.EngineResources;
import io.github.stampedesafe.engine.EngineSettings;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.NewEntry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.contract.BlockingStore;
import io.github.stampedesafe.testing.ClockWaiting;
import io.github.stampedesafe.testing.FaultyEntryStore;
import io.github.stampedesafe.testing.FaultyLeases;
import io.github.stampedesafe.testing.InMemoryEntryStore;
import io.github.stampedesafe.testing.InMemoryLeases;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.RecordingListener;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.Source;
import io.github.stampedesafe.testing.StringCodec;

/** An engine behind a guard, and a store that others use, too. It hears no signals. */
final class GuardedInstance {

    static final CacheKey DE = new CacheKey("totals", "DE");

    static final CacheKey FR = new CacheKey("totals", "FR");

    static final CacheKey ORDER = new CacheKey("orders", "1");

    static final int LIMIT = 3;

    final MutableClock clock = new MutableClock();

    final InMemoryEntryStore shared = new InMemoryEntryStore(this.clock);

    final FaultyEntryStore store = new FaultyEntryStore(this.shared);

    final FaultyLeases leases = new FaultyLeases(new InMemoryLeases(this.shared));

    final RecordingListener listener = new RecordingListener();

    final Source source = new Source("loaded");

    final OutageGuard guard;

    final SingleFlightCache engine;

    GuardedInstance(OnUndeliveredChange onUndelivered) {
        EngineResources resources = new EngineResources(this.clock, this.clock::nanoTime, new ScriptedRandom(),
                new ClockWaiting(this.clock), new ManualExecutor());
        this.guard = new OutageGuard(this.store, this.leases, new OutageGuard.Settings(onUndelivered, LIMIT),
                this.clock::nanoTime, this.listener);
        this.engine = new SingleFlightCache(this.guard.store(), this.guard.leases(),
                new EngineSettings(Duration.ofSeconds(5), OnStoreFailure.LOAD, Duration.ofSeconds(1)), resources,
                this.listener);
    }

    BlockingStore guarded() {
        return new BlockingStore(this.guard.store());
    }

    Object get(CacheKey key) {
        return Crowd.one(() -> this.engine.get(key, Policy.resolve(), new StringCodec(), this.source)).result();
    }

    void put(CacheKey key, String value) {
        this.engine.put(key, Policy.resolve(), new StringCodec(), value, null).apply();
    }

    void recover() {
        this.guard.recover(this.engine::receive);
    }

    /** Nothing is carried out any more. */
    void cut() {
        this.store.cut();
        this.leases.failBefore(FaultyLeases.Operation.ACQUIRE);
    }

    void heal() {
        this.store.heal();
        this.leases.heal();
    }

    /** Cuts the store off and lets that be noticed. */
    void cutAndOpen() {
        cut();
        for (int i = 0; i < Breaker.UNANSWERED_IN_A_ROW; i++) {
            askInVain(DE);
        }
    }

    void askInVain(CacheKey key) {
        try {
            guarded().get(key);
        }
        catch (CacheUnavailableException ex) {
            return;
        }
        throw new AssertionError("There was an answer");
    }

    static Supplier<CacheUnavailableException> refusal() {
        return () -> new CacheUnavailableException(Reason.REFUSED, "READONLY", null);
    }

    static NewEntry fill(String value, @Nullable Long version) {
        return new NewEntry(Payload.of(new StringCodec().write(value)), Duration.ofMinutes(1), Duration.ofMinutes(1),
                Duration.ZERO, version);
    }

}
