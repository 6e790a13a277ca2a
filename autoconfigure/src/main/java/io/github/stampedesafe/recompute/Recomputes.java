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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.Surroundings;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Recomputed;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;

/**
 * Recomputes what is due, within the budget: a bounded number at one time, the next one
 * as soon as one has ended. That one of all instances loads is the engine's doing: who
 * comes second finds a newer value, or the lease taken. Thread-safe.
 */
final class Recomputes {

    /** How long a key is left alone that somebody else loads, or nobody can. */
    private static final Duration REST = Duration.ofSeconds(1);

    private final HotKeySettings settings;

    private final Supplier<SingleFlightCache> engine;

    private final Surroundings surroundings;

    private final CacheListener listener;

    private final LoadBudget budget;

    private final Deque<Plan> due = new ArrayDeque<>();

    private final Set<TrackedKey> running = new HashSet<>();

    private final Set<TrackedKey> demanded = ConcurrentHashMap.newKeySet();

    private int begun;

    Recomputes(HotKeySettings settings, Supplier<SingleFlightCache> engine, Surroundings surroundings,
            CacheListener listener) {
        this.settings = settings;
        this.engine = engine;
        this.surroundings = surroundings;
        this.listener = listener;
        this.budget = new LoadBudget(settings.maxConcurrent() * settings.loadShare());
    }

    /**
     * Whether a key can be recomputed, now or soon: it is known how, and it is not left
     * alone because it failed.
     */
    boolean canBegin(TrackedKey key) {
        boolean isBackingOff = key.backoff().failures() > 0 && isPausing(key);
        return key.repeatable() != null && !isBackingOff;
    }

    /** Whether a key may be recomputed now, as far as this instance knows. */
    boolean mayBegin(TrackedKey key) {
        return key.repeatable() != null && !isRunning(key) && !isPausing(key);
    }

    private boolean isPausing(TrackedKey key) {
        return key.backoff().isPausing(this.surroundings.nanoTime().getAsLong());
    }

    /**
     * Begins what is due and goes on until the next call.
     * @param plans all plans, in the order in which they expire
     * @param seconds time since the last call
     */
    void sweep(List<Plan> plans, double seconds) {
        synchronized (this) {
            this.budget.earn(seconds);
            this.begun = 0;
            this.due.clear();
            plans.stream().filter(Plan::isDue).forEach(this.due::add);
        }
        List<TrackedKey> again = this.demanded.stream().filter((key) -> !isPausing(key)).toList();
        again.forEach(this::recomputeAgain);
        dispatch();
    }

    private void recomputeAgain(TrackedKey key) {
        this.demanded.remove(key);
        try {
            recomputeNow(key);
        }
        catch (RuntimeException ex) {
            couldNotBegin(key, ex);
        }
    }

    /** One key never keeps the others from their sweep. */
    private void couldNotBegin(TrackedKey key, Throwable failure) {
        ended(key, new Recomputed(Recomputed.Result.FAILED, null, failure), Duration.ZERO);
    }

    /**
     * Recomputes a key now, however fresh it is; while somebody else is loading it, or
     * looking at it, it is tried again each second.
     * @return whether that is known how
     */
    boolean recomputeNow(TrackedKey key) {
        Request request = key.repeatable();
        if (request != null) {
            this.engine.get().recompute(request, (found) -> true, (end) -> {
                ended(key, end, Duration.ZERO);
                if (end.result() == Recomputed.Result.ELSEWHERE) {
                    this.demanded.add(key);
                }
            });
        }
        return request != null;
    }

    private void dispatch() {
        Plan next = next();
        while (next != null) {
            new Attempt(next).begin();
            next = next();
        }
    }

    private synchronized @Nullable Plan next() {
        Iterator<Plan> waiting = this.due.iterator();
        while (waiting.hasNext() && this.running.size() < this.settings.maxConcurrent()
                && this.begun < this.settings.maxPerSweep() && this.budget.isLeft()) {
            Plan plan = waiting.next();
            if (isTurnOf(plan.key())) {
                waiting.remove();
                // It may have begun since it was planned.
                if (this.running.add(plan.key())) {
                    this.begun++;
                    return plan;
                }
            }
        }
        return null;
    }

    /** What waits for its cache's turn to load would keep others from loading. */
    private boolean isTurnOf(TrackedKey key) {
        Policy policy = key.policy();
        int bound = (policy != null) ? policy.maxConcurrentLoads() : 0;
        String cache = key.key().cache();
        return bound == 0 || this.running.stream().filter((other) -> other.key().cache().equals(cache)).count() < bound;
    }

    private synchronized boolean isRunning(TrackedKey key) {
        return this.running.contains(key);
    }

    private synchronized void left(TrackedKey key, Duration spent) {
        this.running.remove(key);
        this.budget.spend(spent);
    }

    private void ended(TrackedKey key, Recomputed end, Duration lag) {
        long now = this.surroundings.nanoTime().getAsLong();
        switch (end.result()) {
            case STORED, NEEDLESS -> key.backoff(Backoff.NONE);
            case UNSTORED -> key.backoff(key.backoff().failed(null, now, this.surroundings.random()));
            case FAILED, NEEDS_CALLER -> {
                key.backoff(key.backoff().failed(end.failure(), now, this.surroundings.random()));
                key.forgetLoad();
            }
            case ELSEWHERE, REFUSED, UNAVAILABLE -> key.backoff(key.backoff().pausing(REST, now));
        }
        this.listener.recomputed(key.key(), end.result(), lag);
    }

    /** One recompute. */
    private final class Attempt {

        private final Plan plan;

        private Duration lag = Duration.ZERO;

        private long since;

        private boolean hasLooked;

        private Attempt(Plan plan) {
            this.plan = plan;
        }

        private void begin() {
            TrackedKey key = this.plan.key();
            Request request = key.repeatable();
            boolean isBegun = false;
            try {
                if (request != null) {
                    isBegun = begin(Recomputes.this.engine.get(), key, request);
                }
            }
            finally {
                if (!isBegun) {
                    left(key, Duration.ZERO);
                }
            }
        }

        private boolean begin(SingleFlightCache engine, TrackedKey key, Request request) {
            try {
                engine.recompute(request, this::isDue, this::end);
                return true;
            }
            catch (RuntimeException ex) {
                couldNotBegin(key, ex);
                return false;
            }
        }

        /** The value may have been replaced since it was planned. */
        private boolean isDue(@Nullable Entry found) {
            this.hasLooked = true;
            this.since = Recomputes.this.surroundings.nanoTime().getAsLong();
            this.plan.key().observe(found);
            boolean isDue = found == null || !found.freshUntil().isAfter(this.plan.times().freshUntil());
            if (isDue) {
                this.lag = this.plan.lag(Recomputes.this.surroundings.time().instant());
            }
            return isDue;
        }

        /**
         * Only a load that had its turn makes room for the next. What ends before would
         * begin one inside the other, or on the thread of a caller whose own renewal it
         * had to make room for.
         */
        private void end(Recomputed end) {
            long now = Recomputes.this.surroundings.nanoTime().getAsLong();
            left(this.plan.key(), this.hasLooked ? Duration.ofNanos(now - this.since) : Duration.ZERO);
            ended(this.plan.key(), end, this.lag);
            if (this.hasLooked) {
                dispatch();
            }
        }

    }

}
