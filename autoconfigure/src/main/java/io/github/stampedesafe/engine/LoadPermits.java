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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.WaitEvent.LoadWaited;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;

/**
 * Gives attempts their permits to load: at most {@code max-concurrent-loads} of a cache
 * run on this instance at one time, the others wait in the fair line of its
 * {@link LoadLimit}. An attempt waits for its permit before it asks for the lease, so
 * that it keeps no other instance from loading.
 * <p>
 * A load that is nested in a load of the same cache runs on the permit of the outer one,
 * which stands still meanwhile. If the nested call follows a flight whose leader still
 * waits in the line, that leader runs on the permit of the outer load. Loads of different
 * caches that wait for each other end at their wait limit. Who is refused when the line
 * is full, {@link LoadLimit} says.
 */
final class LoadPermits {

    private final SignalBoard signals;

    private final EntryReader reader;

    private final CacheListener listener;

    private final ConcurrentMap<String, LoadLimit> limits = new ConcurrentHashMap<>();

    private volatile Runnable whenFree = LoadPermits::nothing;

    LoadPermits(SignalBoard signals, EntryReader reader, CacheListener listener) {
        this.signals = signals;
        this.reader = reader;
        this.listener = listener;
    }

    /** Sets what is done when a load has ended and no caller waits for its place. */
    void whenFree(Runnable action) {
        this.whenFree = action;
    }

    /** Whether a request may load now; then its permit is taken. */
    boolean tryTake(Request request, Consumer<LoadLimit.Permit> holder) {
        LoadLimit limit = limit(request);
        LoadLimit.Permit permit = (limit != null) ? limit.tryEnter() : null;
        if (permit != null) {
            holder.accept(permit);
        }
        return limit == null || permit != null;
    }

    /** Whether an attempt may load now; then it holds a permit if it needs one. */
    boolean tryAdmit(LoadAttempt attempt) {
        LoadLimit limit = limit(attempt.request());
        if (limit == null || attempt.isPermittedBy(limit)) {
            return true;
        }
        LoadLimit.Permit shared = shared(limit, attempt);
        if (shared != null && shared.isAdmitted()) {
            attempt.hold(shared.share());
            return true;
        }
        return tryTake(attempt.request(), (permit) -> {
            share(attempt, permit);
            attempt.hold(permit);
        });
    }

    /**
     * Waits until an attempt may load, or until the value is there. Gives the permit back
     * when the load has ended.
     * @param load loads, if the value does not come first
     * @return the value, or what the load brought; fails with
     * {@link LoadRefusedException} if as many as allowed are waiting, and with
     * {@link WaitTimeoutException} at the wait limit
     */
    CompletionStage<@Nullable LeaderResult> permitted(LoadAttempt attempt,
            Supplier<CompletionStage<@Nullable LeaderResult>> load) {
        return Steps.begin(() -> admit(attempt))
            .<@Nullable LeaderResult>thenCompose(
                    (found) -> (found != null) ? Steps.<@Nullable LeaderResult>of(found) : load.get())
            .whenComplete((result, failure) -> attempt.release());
    }

    private CompletionStage<@Nullable LeaderResult> admit(LoadAttempt attempt) {
        LoadLimit limit = limit(attempt.request());
        if (limit == null || attempt.isPermittedBy(limit)) {
            return Steps.of(null);
        }
        LoadLimit.Permit permit = enter(limit, attempt);
        attempt.holds(permit::close);
        if (permit.isAdmitted()) {
            attempt.hold(permit);
            return Steps.of(null);
        }
        return waitInLine(attempt, permit);
    }

    /** Lets a flight run on a permit that one of its followers holds. */
    void lend(Flight flight, LoadAttempt follower) {
        LoadLimit limit = limit(follower.request());
        if (limit != null && follower.isPermittedBy(limit)) {
            flight.lend();
        }
    }

    /** Returns how many loads have a permit or wait for one. */
    int count() {
        return this.limits.values().stream().mapToInt(LoadLimit::count).sum();
    }

    /**
     * One call loads for all attempts of a call for several keys: one permit is enough.
     */
    private static LoadLimit.Permit enter(LoadLimit limit, LoadAttempt attempt) {
        LoadLimit.Permit shared = shared(limit, attempt);
        return (shared != null) ? shared.share() : share(attempt, enterAlone(limit, attempt));
    }

    private static LoadLimit.@Nullable Permit shared(LoadLimit limit, LoadAttempt attempt) {
        BulkCall bulk = attempt.caller().bulk();
        return (bulk != null) ? bulk.permitOf(limit) : null;
    }

    private static LoadLimit.Permit share(LoadAttempt attempt, LoadLimit.Permit permit) {
        BulkCall bulk = attempt.caller().bulk();
        if (bulk != null) {
            bulk.permit(permit);
        }
        return permit;
    }

    private static LoadLimit.Permit enterAlone(LoadLimit limit, LoadAttempt attempt) {
        WaitLimit waitLimit = attempt.waitLimit();
        if (!waitLimit.isReached()) {
            return limit.enter(attempt.request().load().fairnessKey());
        }
        // An attempt that cannot wait must not keep others from waiting.
        LoadLimit.Permit permit = limit.tryEnter();
        if (permit == null) {
            throw attempt.timeoutInLine();
        }
        return permit;
    }

    private CompletionStage<@Nullable LeaderResult> waitInLine(LoadAttempt attempt, LoadLimit.Permit permit) {
        Duration before = attempt.waitLimit().waited();
        SignalBoard.Watch watch = this.signals.watch(attempt.key());
        attempt.holds(watch::close);
        BulkCall bulk = attempt.caller().bulk();
        if (bulk != null) {
            bulk.joinedLine();
        }
        return Steps.begin(() -> next(attempt, permit, watch)).whenComplete((found, failure) -> {
            watch.close();
            if (bulk != null) {
                bulk.leftLine();
            }
            // Given back when the load has ended, or now.
            if (found == null && failure == null) {
                attempt.hold(permit);
            }
            else {
                permit.close();
            }
            this.listener.onEvent(new LoadWaited(attempt.key(), attempt.waitLimit().waited().minus(before)));
        });
    }

    private CompletionStage<@Nullable LeaderResult> next(LoadAttempt attempt, LoadLimit.Permit permit,
            SignalBoard.Watch watch) {
        CompletableFuture<Void> lent = attempt.flight().lent();
        CompletableFuture<Void> news = watch.arm();
        return attempt.caller()
            .await(CompletableFuture.anyOf(permit.settled(), lent, news),
                    attempt.waitLimit().upTo(attempt.policy().loadDeadline()))
            .thenCompose((isNews) -> {
                if (lent.isDone()) {
                    permit.borrow();
                }
                if (permit.isAdmitted()) {
                    return Steps.of(null);
                }
                if (permit.isRefused()) {
                    throw refused(attempt.key(), attempt.policy());
                }
                return (news.isDone() ? find(attempt) : Steps.<@Nullable LeaderResult>of(null))
                    .<@Nullable LeaderResult>thenCompose((found) -> (found != null)
                            ? Steps.<@Nullable LeaderResult>of(found) : waitOn(attempt, permit, watch));
            });
    }

    private CompletionStage<@Nullable LeaderResult> waitOn(LoadAttempt attempt, LoadLimit.Permit permit,
            SignalBoard.Watch watch) {
        if (attempt.waitLimit().isReached()) {
            throw attempt.timeoutInLine();
        }
        return next(attempt, permit, watch);
    }

    private CompletionStage<@Nullable LeaderResult> find(LoadAttempt attempt) {
        return attempt.ask(() -> this.reader.tryLook(attempt))
            .thenApply((lookup) -> lookup.isServable() ? LeaderResult.found(attempt, lookup) : null);
    }

    private static LoadRefusedException refused(CacheKey key, Policy policy) {
        return new LoadRefusedException(key.cache(), key.text(), policy.maxConcurrentLoads(), policy.maxWaitingLoads());
    }

    private @Nullable LoadLimit limit(Request request) {
        Policy policy = request.policy();
        if (policy.maxConcurrentLoads() == 0) {
            return null;
        }
        // A cache has one policy for its loads: what its properties or the defaults say.
        return this.limits.computeIfAbsent(request.key().cache(), (cache) -> new LoadLimit(policy.maxConcurrentLoads(),
                policy.maxWaitingLoads(), () -> this.whenFree.run()));
    }

    private static void nothing() {
    }

}
