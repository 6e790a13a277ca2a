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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent.LoadFailed;
import io.github.stampedesafe.event.LoadEvent.RefreshRefused;
import io.github.stampedesafe.event.OutageEvent.Unavailable;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.key.CacheKey;

/**
 * Loads that nobody waits for. At most one a key on this instance; how many at once in
 * all, and in which order, is the {@link RefreshQueue}'s to decide. Refreshes that one
 * call of a method can load are gathered before, see {@link RefreshGatherer}.
 */
final class BackgroundLoads {

    private final RefreshRunner runner;

    private final Flights flights;

    private final RefreshPauses pauses;

    private final RefreshQueue queue;

    private final RefreshGatherer gatherer;

    private final BulkRefreshes bulk;

    private final EngineResources resources;

    private final CacheListener listener;

    private final Set<CacheKey> queued = ConcurrentHashMap.newKeySet();

    BackgroundLoads(RefreshRunner runner, Flights flights, RefreshPauses pauses, LoadPermits permits,
            BulkRefreshes bulk, EngineSettings settings, EngineResources resources, CacheListener listener) {
        this.runner = runner;
        this.flights = flights;
        this.pauses = pauses;
        this.queue = new RefreshQueue(resources.refreshes(), settings, permits, this::refuse);
        this.gatherer = new RefreshGatherer(resources.delay(), this.queue::add);
        this.bulk = bulk;
        permits.whenFree(this.queue::dispatch);
        this.resources = resources;
        this.listener = listener;
    }

    /** Whether a key is being loaded on this instance, or is about to be. */
    boolean isUnderWay(Request request) {
        return this.queued.contains(request.key()) || this.flights.isUp(request.key(), request.policy().loadDeadline());
    }

    /** Loads a key, unless that is under way. Never blocks. */
    void add(BackgroundLoad load) {
        CacheKey key = load.request().key();
        if (isUnderWay(load.request()) || !this.queued.add(key)) {
            load.ended(RecomputeOutcome.of(RecomputeOutcome.Result.ELSEWHERE, null));
            return;
        }
        RefreshQueue.Refresh refresh;
        @Nullable Object group;
        try {
            refresh = new RefreshQueue.Refresh(load, (made) -> inContext(made, () -> run(made)));
            BulkLoad several = this.pauses.isAlone(key) ? null : load.bulk();
            group = (several != null) ? several.group() : null;
        }
        catch (RuntimeException ex) {
            // The caller was served; its fairness key failed for a load it never saw.
            giveUp(load, ex);
            return;
        }
        if (group != null) {
            this.gatherer.add(group, refresh);
        }
        else {
            this.queue.add(refresh);
        }
    }

    /** Returns how many loads wait for a thread. */
    int count() {
        return this.queued.size();
    }

    /** Runs a load once, in its context; ends it, too, if the context does not run it. */
    private Runnable inContext(RefreshQueue.Refresh refresh, Runnable task) {
        AtomicBoolean hasBegun = new AtomicBoolean();
        Runnable inContext = this.resources.context().apply(() -> {
            if (hasBegun.compareAndSet(false, true)) {
                task.run();
            }
        });
        return () -> {
            try {
                inContext.run();
                if (hasBegun.compareAndSet(false, true)) {
                    giveUp(refresh, new IllegalStateException("The context of background loads did not run a load"));
                }
            }
            catch (RuntimeException | Error ex) {
                boolean isTold = hasBegun.compareAndSet(false, true);
                if (isTold) {
                    giveUp(refresh, ex);
                }
                if (!isTold || ex instanceof Error) {
                    throw ex;
                }
            }
        };
    }

    /** The others have a context of their own. */
    private void giveUp(RefreshQueue.Refresh refresh, Throwable failure) {
        giveUp(refresh.load(), failure);
        refresh.companions().forEach(this.queue::add);
    }

    private void giveUp(BackgroundLoad load, Throwable failure) {
        CacheKey key = load.request().key();
        this.listener.onEvent(new LoadFailed(key, load.cause(), failure, Duration.ZERO));
        this.queued.remove(key);
        this.pauses.rest(key);
        load.ended(new RecomputeOutcome(RecomputeOutcome.Result.FAILED, null, failure));
    }

    private void refuse(RefreshQueue.Refresh refresh) {
        refresh.companions().forEach(this::refuse);
        this.listener.onEvent(new RefreshRefused(refresh.key()));
        this.queued.remove(refresh.key());
        refresh.load().ended(RecomputeOutcome.of(RecomputeOutcome.Result.REFUSED, null));
    }

    private void run(RefreshQueue.Refresh refresh) {
        if (refresh.companions().isEmpty()) {
            runAlone(refresh);
        }
        else {
            runTogether(refresh);
        }
    }

    private void runAlone(RefreshQueue.Refresh refresh) {
        BackgroundLoad load = refresh.load();
        RecomputeOutcome end = RecomputeOutcome.of(RecomputeOutcome.Result.ELSEWHERE, null);
        try {
            end = attempt(refresh, load);
        }
        catch (LoadNeedsCallerException ex) {
            this.pauses.leaveToCallers(refresh.key(), load.cause(), ex);
            end = new RecomputeOutcome(RecomputeOutcome.Result.NEEDS_CALLER, null, ex);
        }
        catch (CacheUnavailableException ex) {
            this.listener.onEvent(new Unavailable(refresh.key(), ex));
            end = RecomputeOutcome.of(RecomputeOutcome.Result.UNAVAILABLE, null);
            this.pauses.rest(refresh.key());
        }
        finally {
            leaveQueue(refresh);
            load.ended(end);
        }
    }

    private RecomputeOutcome attempt(RefreshQueue.Refresh refresh, BackgroundLoad load) {
        Request request = load.request();
        // Callers cannot join before there is something to do, an answer and the same
        // key.
        request.load().verify();
        BlockingCaller caller = new BlockingCaller(this.resources);
        WaitLimit waitLimit = new WaitLimit(this.resources.nanoTime(), request.policy().loadDeadline());
        LoadAttempt attempt = new LoadAttempt(caller, request, Lookup.NOTHING, waitLimit, load.scope());
        refresh.permit(attempt);
        return Steps.unchecked(() -> caller.run(() -> load.isDue(attempt)
            .thenCompose((isDue) -> isDue ? fly(refresh, attempt)
                    : Steps.of(RecomputeOutcome.of(RecomputeOutcome.Result.NEEDLESS, null)))));
    }

    private void runTogether(RefreshQueue.Refresh leader) {
        List<RefreshQueue.Refresh> refreshes = new ArrayList<>(leader.companions());
        refreshes.add(0, leader);
        try {
            refreshes.removeIf((refresh) -> runsElsewhere(refresh, leader));
            if (!refreshes.isEmpty()) {
                this.bulk.load(leader, refreshes, this::fly);
            }
        }
        finally {
            refreshes.forEach(this::leaveQueue);
        }
    }

    /**
     * Whether a refresh was sent away, because its load is not what was asked for on a
     * thread that has the context of the leader's caller. It runs alone in its own.
     */
    private boolean runsElsewhere(RefreshQueue.Refresh refresh, RefreshQueue.Refresh leader) {
        try {
            refresh.load().request().load().verify();
            return false;
        }
        catch (LoadNeedsCallerException ex) {
            if (refresh == leader) {
                runAlone(refresh);
            }
            else {
                this.queue.add(refresh);
            }
            return true;
        }
    }

    private CompletionStage<RecomputeOutcome> fly(RefreshQueue.Refresh refresh, LoadAttempt attempt) {
        LoadCause cause = refresh.load().cause();
        return this.runner.run(attempt, cause, () -> leaveQueue(refresh)).thenApply((end) -> {
            if (end.recomputed().failure() instanceof LoadNeedsCallerException ex) {
                this.pauses.leaveToCallers(attempt.key(), cause, ex);
            }
            else if (!end.isSettled()) {
                this.pauses.rest(attempt.key());
            }
            if (end.recomputed().result() == RecomputeOutcome.Result.FAILED && refresh.load().bulk() != null) {
                this.pauses.separate(attempt.key());
            }
            return end.recomputed();
        });
    }

    /**
     * Once: another load of the key may be queued as soon as the flight of this one is
     * up.
     */
    private void leaveQueue(RefreshQueue.Refresh refresh) {
        if (refresh.leave()) {
            this.queued.remove(refresh.key());
        }
    }

}
