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

package io.github.stampedesafe.simulation;

import java.util.List;
import java.util.stream.Stream;

/**
 * The engine without one of its protections.
 *
 * @param protection what it lacks
 * @param type simple name of the class that has it
 * @param original text in its source, which occurs there once; white space does not count
 * @param replacement what stands there instead
 * @param focus what has to go wrong to see it soon, empty for anything
 * @param found the invariant that breaks
 */
record EngineMutant(String protection, String type, String original, String replacement, String focus, String found) {

    EngineMutant(String protection, String type, String original, String replacement, String found) {
        this(protection, type, original, replacement, "", found);
    }

    static List<EngineMutant> all() {
        return Stream
            .of(ofLeases(), ofFollowers(), ofWhatIsStored(), ofRecomputes(), ofAsyncCallers(), ofBoundedCaches(),
                    ofNearCopies(), ofOutages(), ofPendingChanges(), ofSeveralKeys(), PlannerMutants.all())
            .flatMap(List::stream)
            .toList();
    }

    private static List<EngineMutant> ofLeases() {
        return List.of(new EngineMutant("looking again after registering for signals", "LeasedLoad",
                "attempt.ask(() -> this.reader.look(attempt)) .<@Nullable LeaderResult>thenCompose((lookup) -> awaitHolder(",
                "Steps.of(Lookup.NOTHING).<@Nullable LeaderResult>thenCompose((lookup) -> awaitHolder(",
                "NobodyWaitsForNothing"),
                new EngineMutant("registering before asking for the lease", "LeasedLoad",
                        "awaitHolder(attempt, watch, news))", "awaitHolder(attempt, watch, watch.arm()))",
                        "NobodyWaitsForNothing"),
                new EngineMutant("asking for the lease at every poll", "LeasedLoad", "return now.isServable() ?",
                        "return now.isServable() || !isNews ?", "CRASH", "DeadLeaderIsReplaced"),
                new EngineMutant("extension of leases", "LeaseKeeper", "this.held.forEach(Held::extend);", "",
                        "OneLoadAtATime"),
                new EngineMutant("a short pause beside what was cleared", "LeasedLoad",
                        "(lookup.entry() != null) ? LeaseWait.RETRY : LeaseWait.POLL", "LeaseWait.POLL", "CLEARS",
                        "NobodyWaitsForNothing"),
                new EngineMutant("failed loads drop their fence", "FencedLoad",
                        "return leaveFailed(attempt, cause, fence, Objects.requireNonNull(failure));",
                        "return Steps.failed(Objects.requireNonNull(failure));", "FAILING_LOADS,LOST_SIGNALS",
                        "NothingLeaks"),
                new EngineMutant("hung leaders are left", "Flight",
                        "return remaining(nanoTime, deadline).compareTo(Duration.ZERO) <= 0;", "return false;",
                        "did not come to an end"),
                new EngineMutant("one flight a key and instance", "Flights", "flight = this.up.putIfAbsent(key, own);",
                        "flight = null;", "OUTAGE", "OneLoadAtATime"),
                new EngineMutant("flights end", "Flights", "this.up.remove(key, flight);", "", "NothingLeaks"));
    }

    private static List<EngineMutant> ofFollowers() {
        return List.of(
                new EngineMutant("followers of a refused load start over", "FencedLoad",
                        "this.listener.onEvent(new PublishRefused(attempt.key())); return LeaderResult.refused(value);",
                        "return LeaderResult.unstored(attempt, value);", "ChangeBeatsLoad"),
                new EngineMutant("numbered looks", "FollowerRules", "joinedAt < stored.look()", "true", "CHANGES",
                        "ChangeBeatsLoad"),
                new EngineMutant("numbered looks at what is not stored", "FollowerRules", "joinedAt < unstored.look()",
                        "true", "CHANGES,UNSTORABLE,INTERRUPTS", "ChangeBeatsLoad"),
                new EngineMutant("numbered loads in an outage", "FollowerRules", "joinedAt < unvouched.look()", "true",
                        "CHANGES,OUTAGE", "ChangeBeatsLoad"),
                new EngineMutant("numbering before the question is sent", "LoadAttempt",
                        "this.look = number; return answer;", "this.look = flight().nextLook(); return answer;",
                        "CHANGES", "ChangeBeatsLoad"),
                new EngineMutant("interrupts stay with their caller", "LoadFailure",
                        "(this.isInterrupt || needsCaller())", "needsCaller()", "FailureStaysInItsFlight"));
    }

    private static List<EngineMutant> ofWhatIsStored() {
        return List.of(
                new EngineMutant("cleared mark check", "Marks", "return stamps.cleared < this.cleared;",
                        "return false;", "ClearBeatsLoad"),
                new EngineMutant("marks that are no times", "EntryReader", "cacheMarks.clears(entry.stamps())",
                        "entry.loadStart().toEpochMilli() <= cacheMarks.cleared()", "CLEARS,CLOCK_STEPS",
                        "ClearBeatsLoad"),
                new EngineMutant("stamps from before the load", "FencedLoad", "newEntry.with(fence.marks())",
                        "newEntry.with(this.marks.of(attempt.key().cache()))", "CLEARS", "ClearBeatsLoad"),
                new EngineMutant("asking again after a signal", "CacheMarks", "(same, now) -> now.doubted()",
                        "(same, now) -> now", "CLEARS", "ClearBeatsLoad"),
                new EngineMutant("comparison of shapes", "PayloadCodec", "(shape == shape()) ? this : null", "this",
                        "RELEASES", "ShapesStayApart"),
                new EngineMutant("asking for what is beside", "EntryReader",
                        "this.store.get(request.key(), request.codec().shape())", "this.store.get(request.key())",
                        "RELEASES", "NoEmptyWindow"),
                new EngineMutant("a second look for the own shape", "FencedLoad", "attempt.request().codec().shape());",
                        "0);", "RELEASES,EXPIRE_ALL", "ExpiredIsReplacedOnce"),
                new EngineMutant("versions of loads", "Loader", "storable ? load.versionOf(value) : null", "null",
                        "VERSIONS", "VersionsNeverGoBack"),
                new EngineMutant("heeding remembered failures", "FencedLoad", "this.store.begin(key, known, claim)",
                        "this.store.begin(key, known, new Claim(claim.token(), claim.holder(), claim.life(), false))",
                        "FAILURE_TTL", "OneAttemptAFailureTtl"),
                new EngineMutant("looking before a put if absent", "PutIfAbsent", "if (seen.isServable())",
                        "if (false)", "PUTS_IF_ABSENT", "PutOnlyIfAbsent"),
                new EngineMutant("remembering failures", "FailureMemory", "claim.heedsFailures() &&", "false &&",
                        "FAILURE_TTL", "OneAttemptAFailureTtl"),
                new EngineMutant("expired mark check", "Marks", "return stamps.expired < this.expired;",
                        "return false;", "EXPIRE_ALL", "ExpiredIsReplacedOnce"),
                new EngineMutant("serving what was expired", "FreshnessRule",
                        "expired ? Freshness.STALE : Freshness.FRESH", "expired ? Freshness.ABSENT : Freshness.FRESH",
                        "EXPIRE_ALL", "NoEmptyWindow"),
                new EngineMutant("asking for expired marks", "CacheMarks", "now.with(marks).asked(before",
                        "now.with(Marks.cleared(marks.cleared())).asked(before", "EXPIRE_ALL,LOST_SIGNALS",
                        "ExpiredIsStale"));
    }

    private static List<EngineMutant> ofRecomputes() {
        return List.of(
                new EngineMutant("failures of recomputes stay from callers", "RefreshRunner",
                        "(cause == LoadCause.RECOMPUTE) ? new FlightResult.StartOver() : load.shared()",
                        "load.shared()", "RECOMPUTES,FAILING_LOADS", "FailedRecomputeIsNoNews"),
                new EngineMutant("failures of recomputes are forgotten", "FailureMemory",
                        "&& cause != LoadCause.RECOMPUTE", "", "RECOMPUTES,FAILURE_TTL", "FailedRecomputeIsNoNews"),
                new EngineMutant("recomputes heed remembered failures", "FencedLoad",
                        "return begin(attempt, known, claim(attempt, lease), cause);",
                        "Claim claim = claim(attempt, lease); if (cause == LoadCause.RECOMPUTE) {"
                                + "claim = new Claim(claim.token(), claim.holder(), claim.life(), false); }"
                                + "return begin(attempt, known, claim, cause);",
                        "RECOMPUTES,FAILURE_TTL", "OneAttemptAFailureTtl"),
                new EngineMutant("recomputes look whether they are due", "BackgroundLoad",
                        "return this.due.test(servable);", "return true;", "RECOMPUTES", "RecomputeEndsOnce"),
                new EngineMutant("recomputes look before callers can join", "BackgroundLoads",
                        "return Steps.unchecked(() -> caller.run(() -> load.isDue(attempt)",
                        "LoadAttempt early = new LoadAttempt(caller, request, Lookup.NOTHING, waitLimit, load.scope());"
                                + "Flight looking = this.flights.join(early);"
                                + "return Steps.unchecked(() -> caller.run(() -> load.isDue(attempt)"
                                + ".whenComplete((due, failure) -> { if (looking.leader() == early) {"
                                + "this.flights.leave(early.key(), looking);"
                                + "looking.land(new FlightResult.StartOver()); } })",
                        "RECOMPUTES,OUTAGE", "OutageIsShort"),
                new EngineMutant("recomputes leave flights of others alone", "RefreshRunner",
                        "flight = this.flights.join(attempt);",
                        "if (this.flights.join(attempt).leader() != attempt) { attempt.lead(new Flight(attempt)); }"
                                + "flight = attempt.flight();",
                        "RECOMPUTES,OUTAGE", "OneLoadAtATime"),
                new EngineMutant("refused recomputes are told of", "BackgroundLoads",
                        "refresh.load().ended(RecomputeOutcome.of(RecomputeOutcome.Result.REFUSED, null));", "",
                        "RECOMPUTES", "RecomputeEndsOnce"),
                new EngineMutant("recomputes of one key are told of each", "BackgroundLoads",
                        "load.ended(RecomputeOutcome.of(RecomputeOutcome.Result.ELSEWHERE, null)); return;", "return;",
                        "RECOMPUTES", "RecomputeEndsOnce"));
    }

    private static List<EngineMutant> ofAsyncCallers() {
        return List.of(
                new EngineMutant("limits of waits without a thread", "AsyncCaller",
                        "this.delay.after(atMost, () -> executeOrFail(() -> happened.complete(false), happened));",
                        "() -> { };", "ASYNC,CRASH", "DeadLeaderIsReplaced"),
                new EngineMutant("cancellations stay with callers that left", "Loader",
                        "failure instanceof InterruptedException || attempt.caller().isInterrupted()",
                        "failure instanceof InterruptedException", "LEAVING", "FailureStaysInItsFlight"),
                new EngineMutant("loads that go on for followers", "AsyncCaller",
                        "this.attempt.flight().leaveTo(() -> whileUnderWay(this::giveUp));", "giveUp();", "LEAVING",
                        "LoadsEndWithTheirCallers"),
                new EngineMutant("loads that end with the last caller", "AsyncCaller", "Stages.tryCancel(load)",
                        "false", "LEAVING", "LoadsEndWithTheirCallers"),
                new EngineMutant("steps off the threads that bring answers", "AsyncCaller",
                        "executeOrFail(() -> Steps.end(answer, value, failure), answer)",
                        "Steps.end(answer, value, failure)", "ASYNC", "FailureStaysInItsFlight"),
                new EngineMutant("ends of loads that hold no thread", "Loader",
                        "value.isDone() ? value : attempt.caller().loaded(value)", "value", "ASYNC",
                        "FailureStaysInItsFlight"));
    }

    private static List<EngineMutant> ofBoundedCaches() {
        return List.of(
                new EngineMutant("the limit of concurrent loads", "LoadLimit", "if (this.running >= this.limit)",
                        "if (this.running > this.limit)", "BOUNDED", "LoadsStayWithinLimit"),
                new EngineMutant("waking the next in line", "LoadLimit", "next.settled.complete(null);", "", "BOUNDED",
                        "NobodyWaitsForNothing"),
                new EngineMutant("telling a load that it is refused", "LoadLimit", "shed.settled.complete(null);", "",
                        "BOUNDED", "NobodyWaitsForNothing"),
                new EngineMutant("asking again soon after a refusal", "LeasedLoad",
                        "return awaitHolder(attempt, wait, now, LeaseWait.RETRY);",
                        "return awaitHolder(attempt, wait, now, pause);", "BOUNDED,CHANGES,UNSTORABLE",
                        "NobodyWaitsForNothing"),
                new EngineMutant("nested loads on the permit of the outer one", "LoadAttempt",
                        "for (LoadAttempt attempt = this; attempt != null; attempt = attempt.outer)",
                        "for (LoadAttempt attempt = this; attempt != null; attempt = null)", "BOUNDED,NESTED",
                        "OneLoadAtATime"),
                new EngineMutant("permits end with their load", "LoadPermits",
                        ".whenComplete((result, failure) -> attempt.release())", "", "BOUNDED",
                        "NobodyWaitsForNothing"));
    }

    private static List<EngineMutant> ofNearCopies() {
        return List.of(new EngineMutant("comparison of counted changes", "NearCopies",
                "(changes(key) == copy.asked().changes()) ? copy : other", "copy", "NEAR,CHANGES", "NearIsCoherent"),
                new EngineMutant("counting before the question is sent", "NearReader",
                        "NearQuestion asked = this.caches.ask(cache, request.key());"
                                + "return hold(cache, request, asked, this.reader.tryLook(request));",
                        "Lookup found = this.reader.tryLook(request);"
                                + "return hold(cache, request, this.caches.ask(cache, request.key()), found);",
                        "NEAR,CHANGES", "NearIsCoherent"),
                new EngineMutant("noticing silence", "NearCaches",
                        "|| !heard.isCompleteUntil(now, policy.nearCacheSuspectAfter())", "",
                        "NEAR,CHANGES,LOST_SIGNALS", "NearIsCoherent"),
                new EngineMutant("comparison of periods", "NearCaches", "copy.asked().period() != heard.number() ||",
                        "", "NEAR,CHANGES,LOST_SIGNALS", "NearIsCoherent"),
                new EngineMutant("a new period after a miss", "Changes", "this.local.near().missed();", "",
                        "NEAR,CHANGES,LOST_SIGNALS", "NearIsCoherent"),
                new EngineMutant("changes drop copies", "LocalState", "this.near.changed(key);", "", "NEAR,CHANGES",
                        "NearIsCoherent"),
                new EngineMutant("loads of others drop copies", "Changes", "this.local.near().changed(filled.key());",
                        "", "NEAR,EXPIRY", "NearIsCoherent"),
                new EngineMutant("puts if absent drop copies", "Changes", "if (!isRefused) { changed(key);",
                        "if (!isRefused) {", "NEAR,CHANGES,PUTS_IF_ABSENT", "NearIsCoherent"));
    }

    private static List<EngineMutant> ofOutages() {
        return List.of(new EngineMutant("the end of what is remembered in an outage", "OutageMemory",
                "remembered.until() - this.nanoTime.getAsLong() <= 0", "false", "OUTAGE_TTL", "OutageMemoryEnds"),
                new EngineMutant("forgetting what the instance changes itself", "LocalState",
                        "this.memory.forget(key);", "", "OUTAGE_TTL,CHANGES", "OutageMemoryEnds"));
    }

    private static List<EngineMutant> ofPendingChanges() {
        return List.of(
                new EngineMutant("keeping changes that the store did not take", "ChangeRelay",
                        "add(rest, unavailable);", "", "PENDING_CHANGES", "PendingChangesArrive"),
                new EngineMutant("reading nothing while a change is pending", "GuardedEntryStore",
                        "if (objection != null) { throw objection; }", "", "PENDING_CHANGES", "PendingChangesArrive"),
                new EngineMutant("merging the changes of a key", "PendingItem", "both = newer.after(older);",
                        "both = newer;", "PENDING_CHANGES", "PendingChangesArrive"),
                new EngineMutant("a clear instead of too many changes", "PendingChanges",
                        "put(changes, PendingCacheChange.clear(change.cache(), 0));", "changes.keys().clear();",
                        "PENDING_CHANGES", "PendingChangesArrive"));
    }

    private static List<EngineMutant> ofSeveralKeys() {
        return List.of(
                new EngineMutant("leases that wait for nobody", "BulkCall", "&& count(State.WORKING) == 0",
                        "&& count(State.WORKING) + count(State.WAITING) == 0", "SEVERAL", "NobodyWaitsForNothing"),
                new EngineMutant("keys that are loaded after the first load", "BulkCall", ".forEach(this::beginAnew)",
                        ".forEach((lane) -> { })", "SEVERAL", "FailureStaysInItsFlight"),
                new EngineMutant("leaders that step aside before a load", "BulkCall",
                        "this.lanes.stream().filter(BulkLane::isWaitingLeader).forEach(BulkLane::stepAside);", "",
                        "SEVERAL", "NobodyWaitsForNothing"),
                new EngineMutant("a look for what others loaded meanwhile", "BulkCall", "now.isServable()", "false",
                        "SEVERAL", "OneLoadAtATime"),
                new EngineMutant("keys that a caller leaves before their load", "BulkCall",
                        "this.lanes.forEach(BulkLane::leave);", "", "SEVERAL,LEAVING", "NothingLeaks"),
                new EngineMutant("loads of several keys that go on for others", "CommonLoad",
                        "if (!isWanted && Stages.tryCancel(this.values))", "if (Stages.tryCancel(this.values))",
                        "SEVERAL,LEAVING", "LoadsEndWithTheirCallers"),
                new EngineMutant("loads of several keys that end with the last caller", "BulkCall",
                        "this.loads.forEach((load) -> load.leave(steps));", "", "SEVERAL,LEAVING",
                        "LoadsEndWithTheirCallers"),
                new EngineMutant("refreshes of keys that others lead", "RefreshGatherer",
                        "leader.lead(List.copyOf(members.subList(1, members.size())));", "", "SEVERAL,EXPIRY",
                        "NothingLeaks"));
    }

    @Override
    public String toString() {
        return "without " + this.protection;
    }

}
