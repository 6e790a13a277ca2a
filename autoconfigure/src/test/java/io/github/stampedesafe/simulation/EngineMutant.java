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
 * @param original text in its source, which occurs there once
 * @param replacement what stands there instead
 * @param focus what has to go wrong to see it soon, empty for anything
 * @param found the invariant that breaks
 */
record EngineMutant(String protection, String type, String original, String replacement, String focus, String found) {

    EngineMutant(String protection, String type, String original, String replacement, String found) {
        this(protection, type, original, replacement, "", found);
    }

    static List<EngineMutant> all() {
        return Stream.of(ofLeases(), ofFollowers(), ofWhatIsStored(), ofRecomputes()).flatMap(List::stream).toList();
    }

    private static List<EngineMutant> ofLeases() {
        return List.of(
                new EngineMutant("looking again after registering for signals", "LeasePath",
                        "Look look = this.reader.look(request);\n        CompletableFuture",
                        "Look look = Look.NOTHING;\n        CompletableFuture", "NobodyWaitsForNothing"),
                new EngineMutant("registering before asking for the lease", "LeasePath",
                        "awaitOther(flight, request, patience, watch, news)",
                        "awaitOther(flight, request, patience, watch, watch.arm())", "NobodyWaitsForNothing"),
                new EngineMutant("asking for the lease at every poll", "LeasePath",
                        "look.isServable() ? null : tryLoadInTurn(flight, request, look, patience);",
                        "look.isServable() || !isNews ? null : tryLoadInTurn(flight, request, look, patience);",
                        "CRASH", "DeadLeaderIsReplaced"),
                new EngineMutant("renewal of leases", "LeaseKeeper", "this.held.forEach(Held::renew);", "",
                        "OneLoadAtATime"),
                new EngineMutant("a short pause beside what was cleared", "LeasePath",
                        "(look.entry() != null) ? RETRY : POLL", "POLL", "CLEARS", "NobodyWaitsForNothing"),
                new EngineMutant("failed loads drop their fence", "FencedLoad",
                        "            leaveFailed(request, cause, fence, ex);", "", "FAILING_LOADS,LOST_SIGNALS",
                        "NothingLeaks"),
                new EngineMutant("hung leaders are left", "Flight",
                        "return remaining(nanoTime, deadline).compareTo(Duration.ZERO) <= 0;", "return false;",
                        "did not come to an end"),
                new EngineMutant("one flight a key and instance", "Flights",
                        "Flight other = this.up.putIfAbsent(key, own);", "Flight other = null;", "OUTAGE",
                        "OneLoadAtATime"),
                new EngineMutant("flights end", "MissPath",
                        "this.flights.leave(request.key(), flight);\n            flight.land", "flight.land",
                        "NothingLeaks"));
    }

    private static List<EngineMutant> ofFollowers() {
        return List.of(
                new EngineMutant("followers of a refused load start over", "FencedLoad",
                        "this.listener.publishRefused(key);\n        return Landing.refused(value)",
                        "return Landing.unstored(request, value, Integer.MAX_VALUE)", "ChangeBeatsLoad"),
                new EngineMutant("numbered looks", "Answers", "joinedAt < landed.look()", "true", "CHANGES",
                        "ChangeBeatsLoad"),
                new EngineMutant("numbered looks at what is not stored", "Answers", "joinedAt < unstored.look()",
                        "true", "CHANGES,UNSTORABLE,INTERRUPTS", "ChangeBeatsLoad"),
                new EngineMutant("numbered loads in an outage", "Answers", "joinedAt < unvouched.look()", "true",
                        "CHANGES,OUTAGE", "ChangeBeatsLoad"),
                new EngineMutant("interrupts stay with their caller", "LoadThrew", "(isInterrupt() || needsCaller())",
                        "needsCaller()", "FailureStaysInItsFlight"));
    }

    private static List<EngineMutant> ofWhatIsStored() {
        return List.of(
                new EngineMutant("cleared mark check", "Marks", "return stamps.cleared < this.cleared;",
                        "return false;", "ClearBeatsLoad"),
                new EngineMutant("marks that are no times", "EntryReader", "cacheMarks.clears(entry.stamps())",
                        "entry.loadStart().toEpochMilli() <= cacheMarks.cleared()", "CLEARS,CLOCK_STEPS",
                        "ClearBeatsLoad"),
                new EngineMutant("stamps from before the load", "FencedLoad", "fill.with(fence.marks())",
                        "fill.with(this.marks.of(key.cache()))", "CLEARS", "ClearBeatsLoad"),
                new EngineMutant("asking again after a signal", "CacheMarks", "(same, now) -> now.doubted()",
                        "(same, now) -> now", "CLEARS", "ClearBeatsLoad"),
                new EngineMutant("comparison of shapes", "Request", "payload.shape() == this.codec.shape()", "true",
                        "RELEASES", "ShapesStayApart"),
                new EngineMutant("asking for what is beside", "EntryReader",
                        "this.store.get(request.key(), request.codec().shape())", "this.store.get(request.key())",
                        "RELEASES", "NoEmptyWindow"),
                new EngineMutant("a second look for the own shape", "FencedLoad", "request.codec().shape());", "0);",
                        "RELEASES,EXPIRE_ALL", "ExpiredIsReplacedOnce"),
                new EngineMutant("versions of loads", "Loader", "storable ? request.load().versionOf(value) : null",
                        "null", "VERSIONS", "VersionsNeverGoBack"),
                new EngineMutant("heeding remembered failures", "FencedLoad", "begin(request.key(), known, claim)",
                        "begin(request.key(), known, new Claim(claim.token(), claim.holder(), claim.life(), false))",
                        "FAILURE_TTL", "OneAttemptAFailureTtl"),
                new EngineMutant("remembering failures", "FencedLoad", "fence.claim().heedsFailures() && isTold",
                        "false", "FAILURE_TTL", "OneAttemptAFailureTtl"),
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
                new EngineMutant("failures of recomputes stay from callers", "RenewalFlight",
                        "(load.cause() == LoadCause.RECOMPUTE) ? new Outcome.StartOver() : ex.outcome()",
                        "ex.outcome()", "RECOMPUTES,FAILING_LOADS", "FailedRecomputeIsNoNews"),
                new EngineMutant("failures of recomputes are forgotten", "FencedLoad",
                        "cause != LoadCause.RECOMPUTE && thrown", "thrown", "RECOMPUTES,FAILURE_TTL",
                        "FailedRecomputeIsNoNews"),
                new EngineMutant("recomputes heed remembered failures", "FencedLoad", "claim(request, lease);",
                        "claim(request, lease); if (cause == LoadCause.RECOMPUTE) {"
                                + "claim = new Claim(claim.token(), claim.holder(), claim.life(), false); }",
                        "RECOMPUTES,FAILURE_TTL", "OneAttemptAFailureTtl"),
                new EngineMutant("recomputes look whether they are due", "BackgroundLoad",
                        "this.isDue.test(servable) ? look : null", "look", "RECOMPUTES", "RecomputeEndsOnce"),
                new EngineMutant("recomputes look before callers can join", "Renewals", "Look seen = look(load);",
                        "Flight looking = new Flight(Thread.currentThread(), 0, null);"
                                + "this.flights.join(key, load.request().policy().loadDeadline(), looking);"
                                + "Look seen; try { seen = look(load); } finally {"
                                + "this.flights.leave(key, looking); looking.land(new Outcome.StartOver()); }",
                        "RECOMPUTES,OUTAGE", "OutageIsShort"),
                new EngineMutant("recomputes leave flights of others alone", "RenewalFlight", "if (isOwn) {",
                        "if (true) {", "RECOMPUTES,OUTAGE", "OneLoadAtATime"),
                new EngineMutant("refused recomputes are told of", "Renewals",
                        "renewal.load().ended(Recomputed.of(Recomputed.Result.REFUSED, null));", "", "RECOMPUTES",
                        "RecomputeEndsOnce"),
                new EngineMutant("recomputes of one key are told of each", "Renewals",
                        "            load.ended(Recomputed.of(Recomputed.Result.ELSEWHERE, null));\n            return;",
                        "            return;", "RECOMPUTES", "RecomputeEndsOnce"));
    }

    @Override
    public String toString() {
        return "without " + this.protection;
    }

}
