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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.LoadEvent.LeaseLost;
import io.github.stampedesafe.event.LoadEvent.LoadOverdue;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Lease;
import io.github.stampedesafe.store.Stages;

/**
 * Keeps the leases of running loads alive: each is extended at every
 * {@link #extendAll()}, which has to come at least three times in a lease's life, until
 * its load ends or is overdue. One timer serves all loads.
 */
final class LeaseKeeper {

    private final Duration life;

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    LeaseKeeper(Duration life, LongSupplier nanoTime, CacheListener listener) {
        this.life = life;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /** Returns how long a lease lasts for a load that may still take a time. */
    Duration life(Duration deadline) {
        return (deadline.compareTo(this.life) < 0) ? deadline : this.life;
    }

    /** Keeps a lease from now until it is closed, or the deadline of its load. */
    Held keep(Lease lease, CacheKey key, Duration deadline) {
        Held kept = new Held(lease, key, deadline);
        this.held.add(kept);
        return kept;
    }

    /** Extends all leases. Does not block. */
    void extendAll() {
        this.held.forEach(Held::extend);
    }

    /** Returns the leases that are kept, the oldest first. */
    List<InProgress.Held> inProgress() {
        long now = this.nanoTime.getAsLong();
        return this.held.stream()
            .map((kept) -> new InProgress.Held(kept.key, Duration.ofNanos(now - kept.since)))
            .sorted(Comparator.comparing(InProgress.Held::age).reversed())
            .toList();
    }

    /** Returns how many leases are kept. */
    int count() {
        return this.held.size();
    }

    /** A lease that is kept. */
    final class Held implements AutoCloseable {

        private final Lease lease;

        private final CacheKey key;

        private final Duration deadline;

        private final long since = LeaseKeeper.this.nanoTime.getAsLong();

        private boolean released;

        private Held(Lease lease, CacheKey key, Duration deadline) {
            this.lease = lease;
            this.key = key;
            this.deadline = deadline;
        }

        private void extend() {
            Duration left = left();
            if (left.compareTo(Duration.ZERO) <= 0) {
                leave();
                return;
            }
            try {
                this.lease.extend(life(left)).whenComplete(this::extended);
            }
            catch (RuntimeException ex) {
                extended(null, ex); // the other leases are extended all the same
            }
        }

        private Duration left() {
            return this.deadline.minusNanos(LeaseKeeper.this.nanoTime.getAsLong() - this.since);
        }

        /** Keeps the lease no longer; tells once if its load took too long. */
        private void leave() {
            if (LeaseKeeper.this.held.remove(this) && left().compareTo(Duration.ZERO) <= 0) {
                LeaseKeeper.this.listener.onEvent(new LoadOverdue(this.key, this.deadline));
            }
        }

        private void extended(@Nullable Boolean extended, @Nullable Throwable failure) {
            if (failure != null) {
                LeaseKeeper.this.listener.onEvent(new Unavailable(this.key, unavailable(failure)));
            }
            else if (Boolean.FALSE.equals(extended) && LeaseKeeper.this.held.remove(this)) {
                LeaseKeeper.this.listener.onEvent(new LeaseLost(this.key));
            }
        }

        private CacheUnavailableException unavailable(Throwable failure) {
            Throwable cause = Stages.cause(failure);
            return (cause instanceof CacheUnavailableException unavailable) ? unavailable
                    : new CacheUnavailableException("The lease of key '%s' of cache '%s' could not be extended"
                        .formatted(this.key.text(), this.key.cache()), cause);
        }

        /**
         * Gives the lease back; no matter if that was done before. To be called in a step
         * of the attempt that loads.
         */
        @Override
        public void close() {
            leave();
            if (!this.released) {
                this.released = true;
                this.lease.release();
            }
        }

    }

}
