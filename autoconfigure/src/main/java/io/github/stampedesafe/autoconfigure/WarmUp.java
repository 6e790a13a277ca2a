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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

import io.github.stampedesafe.core.CacheKey;
import io.github.stampedesafe.core.CacheUnavailableException;
import io.github.stampedesafe.core.Claim;
import io.github.stampedesafe.core.EntryStore;
import io.github.stampedesafe.core.Lease;
import io.github.stampedesafe.core.LeaseProvider;

/**
 * Goes the way of a miss once before callers do. The first calls after a release come in
 * a crowd, and a virtual machine that has yet to load the classes of two Redis clients,
 * on as many threads as there are callers, can take longer than the time-out of a
 * command.
 */
final class WarmUp implements Runnable {

    private static final CacheKey NOBODYS = new CacheKey("stampede-safe", "warm-up");

    private static final Duration SHORT = Duration.ofSeconds(1);

    private final EntryStore store;

    private final LeaseProvider leases;

    private final LongSupplier nanoTime;

    private final Duration patience;

    WarmUp(EntryStore store, LeaseProvider leases, LongSupplier nanoTime, Duration patience) {
        this.store = store;
        this.leases = leases;
        this.nanoTime = nanoTime;
        this.patience = patience;
    }

    /**
     * Removes what it stored. Goes the whole way again as long as the only trouble is
     * that an answer takes long, so that the application starts with its connections; a
     * server that is away, or refuses, ends the attempt at once.
     */
    @Override
    public void run() {
        long start = this.nanoTime.getAsLong();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                goTheWay();
                return;
            }
            catch (CacheUnavailableException ex) {
                boolean isOver = this.nanoTime.getAsLong() - start > this.patience.toNanos();
                if (isOver || !isSlow(ex)) {
                    throw ex;
                }
            }
        }
    }

    private void goTheWay() {
        this.store.get(NOBODYS);
        Lease lease = this.leases.tryAcquire(NOBODYS, SHORT);
        if (lease == null) {
            return;
        }
        try {
            Claim claim = new Claim(UUID.randomUUID().toString(), lease.holder(), SHORT, false);
            this.store.begin(NOBODYS, null, claim);
            this.store.abandon(NOBODYS, claim);
        }
        finally {
            lease.release();
        }
    }

    /** Whether a driver or a caller only waited in vain. */
    private static boolean isSlow(CacheUnavailableException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (SlowAnswer.is(cause)) {
                return true;
            }
        }
        return false;
    }

}
