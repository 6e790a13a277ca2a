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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.outage.OutageGuard;
import io.github.stampedesafe.store.Claim;
import io.github.stampedesafe.store.EntryStore;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;

/**
 * Goes the way of a miss once before callers do. The first calls after a release come in
 * a crowd, and a virtual machine that has yet to load the classes of two Redis clients,
 * on as many threads as there are callers, can take longer than the time-out of a
 * command.
 * <p>
 * It asks past the guard, because a first connection that takes long is no outage. If
 * there is none, it tells the guard, so that the log says at the start what is wrong, and
 * the first callers do not wait to find out.
 */
final class WarmUp implements Runnable {

    private static final CacheKey NOBODYS = new CacheKey("stampede-safe", "warm-up");

    private static final Duration SHORT = Duration.ofSeconds(1);

    private final EntryStore store;

    private final LeaseProvider leases;

    private final OutageGuard guard;

    private final LongSupplier nanoTime;

    private final Duration timeout;

    WarmUp(EntryStore store, LeaseProvider leases, OutageGuard guard, LongSupplier nanoTime, Duration timeout) {
        this.store = store;
        this.leases = leases;
        this.guard = guard;
        this.nanoTime = nanoTime;
        this.timeout = timeout;
    }

    /** Removes what it stored. */
    @Override
    public void run() {
        long deadline = this.nanoTime.getAsLong() + this.timeout.toNanos();
        patiently(deadline, () -> this.store.get(NOBODYS), this::storeUnanswered);
        Lease lease = this.<@Nullable Lease>patiently(deadline,
                () -> Stages.join(this.leases.tryAcquire(NOBODYS, SHORT)), this.guard::leasesUnanswered);
        if (lease == null) {
            return;
        }
        try {
            patiently(deadline, () -> claimAndAbandon(lease), this::storeUnanswered);
        }
        finally {
            lease.release();
        }
    }

    /**
     * Asks again as long as the only trouble is that an answer takes long, so that the
     * application starts with its connections. A server that is away, or refuses, ends
     * the attempts at once.
     */
    private <T extends @Nullable Object> T patiently(long deadline, Supplier<T> question,
            Consumer<CacheUnavailableException> unanswered) {
        while (true) {
            try {
                return question.get();
            }
            catch (CacheUnavailableException ex) {
                boolean isOver = this.nanoTime.getAsLong() - deadline > 0 || Thread.currentThread().isInterrupted();
                if (isOver || !isSlow(ex)) {
                    if (ex.reason() == Reason.UNANSWERED) {
                        unanswered.accept(ex);
                    }
                    throw ex;
                }
            }
        }
    }

    private boolean claimAndAbandon(Lease lease) {
        Claim claim = new Claim(UUID.randomUUID().toString(), lease.holder(), SHORT, false);
        Stages.join(this.store.begin(NOBODYS, null, claim));
        return Stages.join(this.store.abandon(NOBODYS, claim));
    }

    /** The key is nobody's, and so it is not named. */
    private void storeUnanswered(CacheUnavailableException failure) {
        Throwable cause = failure.getCause();
        String message = (cause != null) ? cause.getMessage() : null;
        this.guard.storeUnanswered(NOBODYS,
                (message != null) ? new CacheUnavailableException(message, failure) : failure);
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
