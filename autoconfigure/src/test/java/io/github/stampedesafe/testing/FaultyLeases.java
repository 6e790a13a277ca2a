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

package io.github.stampedesafe.testing;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.test.Hold;

/** One instance's way to the leases, on which anything may go wrong. */
public final class FaultyLeases implements LeaseProvider {

    /** The operations. */
    public enum Operation {

        ACQUIRE, EXTEND, RELEASE

    }

    private final LeaseProvider leases;

    private final Faults<Operation> faults = new Faults<>(Operation.class);

    public FaultyLeases(LeaseProvider leases) {
        this.leases = leases;
    }

    /** Until {@link #heal()} the operations fail and are not carried out. */
    public void failBefore(Operation... operations) {
        for (Operation operation : operations) {
            this.faults.failBefore(operation, () -> Faults.down(operation));
        }
    }

    /** Until {@link #heal()} an operation throws this and is not carried out. */
    public void failBefore(Operation operation, Supplier<? extends @Nullable Throwable> failure) {
        this.faults.failBefore(operation, failure);
    }

    /** Ends all failures. */
    public void heal() {
        this.faults.heal();
    }

    /** Holds the next call of an operation before it is carried out. */
    public Hold holdBefore(Operation operation) {
        return this.faults.holdBefore(operation);
    }

    /** Holds the next call of an operation after it was carried out. */
    public Hold holdAfter(Operation operation) {
        return this.faults.holdAfter(operation);
    }

    /** Returns how often an operation was called. */
    public int calls(Operation operation) {
        return this.faults.calls(operation);
    }

    @Override
    public CompletionStage<@Nullable Lease> tryAcquire(CacheKey key, Duration life) {
        return this.faults.stage(Operation.ACQUIRE, () -> this.leases.tryAcquire(key, life))
            .thenApply((lease) -> (lease != null) ? new FaultyLease(lease) : null);
    }

    private final class FaultyLease implements Lease {

        private final Lease lease;

        private FaultyLease(Lease lease) {
            this.lease = lease;
        }

        @Override
        public CompletionStage<Boolean> extend(Duration life) {
            return FaultyLeases.this.faults.stage(Operation.EXTEND, () -> this.lease.extend(life));
        }

        @Override
        public @Nullable String holder() {
            return this.lease.holder();
        }

        @Override
        public void release() {
            try {
                FaultyLeases.this.faults.run(Operation.RELEASE, () -> {
                    this.lease.release();
                    return true;
                });
            }
            catch (CacheUnavailableException ex) {
                // The release happens in the background: its caller never hears of it.
            }
        }

    }

}
