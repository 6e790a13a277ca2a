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

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.engine.BulkLane.State;

/**
 * One call for several keys that were not all found. Each key has an attempt of its own,
 * in a {@link BulkLane}: its flight, lease, fence and publish are those of a call for one
 * key. Only the load is common. An attempt that comes to its load arrives at the call,
 * and waits until no other attempt of the call goes on by itself: each has arrived too,
 * or waits for somebody else, or is over. Then the method is called once for all that
 * arrived.
 * <p>
 * So no key waits, with its lease taken, for the load of somebody else. Calls for keys
 * that overlap cannot wait for each other in a circle, whatever the order of their keys.
 * <p>
 * An attempt that waits leads its flight, and callers of its key follow it. While the
 * method runs on the thread of the call, the attempt could not tell them what it hears.
 * So it steps aside before: its flight ends, a follower leads the next one, and the
 * attempt begins anew when the method has returned.
 * <p>
 * After the first failure the call does not wait for anybody: it ends when what it loads
 * is stored. So does a call whose caller has left.
 */
final class BulkCall {

    private final BulkParts parts;

    private final Caller caller;

    private final BulkRequest request;

    private final WaitLimit waitLimit;

    private final List<BulkLane> lanes = new ArrayList<>();

    private final Map<State, Integer> counts = new EnumMap<>(State.class);

    private final List<CommonLoad> loads = new ArrayList<>();

    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

    private LoadLimit.@Nullable Permit permit;

    private int inLine;

    private boolean isGathered;

    private boolean hasFailed;

    private boolean hasLeft;

    /**
     * Creates the call.
     * @param caller where all its steps run
     */
    BulkCall(BulkParts parts, Caller caller, BulkRequest request, WaitLimit waitLimit) {
        this.parts = parts;
        this.caller = caller;
        this.request = request;
        this.waitLimit = waitLimit;
    }

    /**
     * Adds a key, before the call begins.
     * @param seen what was found of the key
     * @return its lane, with an attempt that has not begun
     */
    BulkLane join(Request request, Lookup seen) {
        BulkLane lane = new BulkLane(this, this.caller, request);
        this.lanes.add(lane);
        this.counts.merge(State.WORKING, 1, Integer::sum);
        attempt(lane, seen);
        return lane;
    }

    private void attempt(BulkLane lane, Lookup seen) {
        var unused = new LoadAttempt(lane, lane.request(), seen, this.waitLimit,
                (request, cause) -> request.load().startTogether(() -> lane.arrive(cause)));
    }

    /**
     * Brings the values of all lanes.
     * @param way takes an attempt to its end
     * @return completes when all lanes are over; fails with the first failure in the
     * order of the keys
     */
    CompletionStage<@Nullable Void> bring(Function<LoadAttempt, CompletionStage<Value>> way) {
        if (this.hasLeft) {
            return Steps.failed(Caller.left());
        }
        if (this.lanes.isEmpty()) {
            return Steps.of(null);
        }
        this.lanes.forEach((lane) -> lane.begin(way));
        settle();
        return this.over;
    }

    /**
     * Takes note, in a step, that the caller has left. What is not being loaded is given
     * up, and those that wait for it bring it themselves. A load that is under way goes
     * on for them.
     * @param steps runs steps of this call, from any thread
     */
    void leave(Consumer<Runnable> steps) {
        this.hasLeft = true;
        this.loads.forEach((load) -> load.leave(steps));
        this.lanes.forEach(BulkLane::leave);
    }

    /** Gives back what attempts have left, whatever ended the call. */
    void close() {
        this.lanes.forEach(BulkLane::close);
    }

    /** Whether a key could not be brought: the call has failed. */
    boolean hasFailed() {
        return this.hasFailed;
    }

    /** Returns the permit of the next load of this call, if it has one of a limit. */
    LoadLimit.@Nullable Permit permitOf(LoadLimit limit) {
        return (this.permit != null && this.permit.isOf(limit) && this.permit.isUsable()) ? this.permit : null;
    }

    /** Takes the permit of the next load, or the place in the line for it. */
    void permit(LoadLimit.Permit permit) {
        this.permit = permit;
    }

    /** Takes note that a lane waits in the line for the permit of the next load. */
    void joinedLine() {
        this.inLine++;
    }

    /** Takes note that a lane waits in the line no more. */
    void leftLine() {
        this.inLine--;
    }

    /** Takes note of what a lane does. */
    void moved(State from, State to) {
        this.counts.merge(from, -1, Integer::sum);
        this.counts.merge(to, 1, Integer::sum);
    }

    private int count(State state) {
        return this.counts.getOrDefault(state, 0);
    }

    /** Takes note that a lane is over. */
    void ended(@Nullable Throwable failure) {
        if (failure != null && !this.hasFailed) {
            this.hasFailed = true;
            this.lanes.forEach(BulkLane::stepAside);
        }
        if (count(State.OVER) == this.lanes.size()) {
            Steps.end(this.over, null, firstFailure());
        }
    }

    private @Nullable Throwable firstFailure() {
        return this.lanes.stream().map(BulkLane::failure).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Lets the next step load what has arrived, if there is nothing to wait for. */
    void settle() {
        if (!this.isGathered && isGathered()) {
            this.isGathered = true;
            // A step that has come before, but has not run yet, may bring another key.
            var unused = this.caller.answer(Steps.of(null)).whenComplete((done, failure) -> loadGathered());
        }
    }

    /**
     * Lanes in one line hear of their permit one after another, while the first may have
     * arrived already.
     */
    private boolean isGathered() {
        boolean moreCome = this.inLine > 0 && this.permit != null && this.permit.settled().isDone();
        return count(State.ARRIVED) > 0 && count(State.WORKING) == 0 && !moreCome;
    }

    private void loadGathered() {
        this.isGathered = false;
        // The waits of a caller that was interrupted end, one by one.
        if (!isGathered() || this.hasLeft || this.caller.isInterrupted()) {
            return;
        }
        List<BulkLane> gathered = this.lanes.stream().filter((lane) -> lane.is(State.ARRIVED)).toList();
        gathered.forEach(BulkLane::load);
        this.permit = null;
        this.lanes.stream().filter(BulkLane::isWaitingLeader).forEach(BulkLane::stepAside);
        Request common = this.request.gathered(gathered.stream().map((lane) -> lane.request().key()).toList());
        CompletableFuture<@Nullable Object> values = start(common, gathered.get(0));
        CommonLoad load = new CommonLoad(gathered, common.load(), values);
        this.loads.add(load);
        var unused = (values.isDone() ? values : this.caller.answer(values)).whenComplete((brought, failure) -> {
            this.loads.remove(load);
            load.end(brought, failure);
        });
        this.lanes.stream().filter((lane) -> lane.is(State.ASIDE)).forEach(this::beginAnew);
    }

    private CompletableFuture<@Nullable Object> start(Request common, BulkLane first) {
        try {
            return OuterLoad.during(first.attempt(), () -> this.parts.scope().start(common, first.cause()))
                .toCompletableFuture();
        }
        catch (Throwable ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    private void beginAnew(BulkLane lane) {
        attempt(lane, lane.attempt().seen());
        lane.begin((attempt) -> this.parts.reader().tryLook(attempt).thenCompose((now) -> {
            if (now.failure() == null || !attempt.seen().isLastResort()) {
                attempt.startOver(now);
            }
            return now.isServable() ? Steps.of(new Value(now.value())) : this.parts.attempts().run(attempt);
        }));
    }

}
