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
        return List.of(
                new EngineMutant("looking again after registering for signals", "LeasePath",
                        "Look look = this.reader.look(request);\n        CompletableFuture",
                        "Look look = Look.NOTHING;\n        CompletableFuture", "NobodyWaitsForNothing"),
                new EngineMutant("registering before asking for the lease", "LeasePath",
                        "awaitOther(flight, request, patience, watch, news)",
                        "awaitOther(flight, request, patience, watch, watch.arm())", "NobodyWaitsForNothing"),
                new EngineMutant("asking for the lease at every poll", "LeasePath",
                        "look.isServable() ? null : loadIfLeased(flight, request, look, LoadCause.MISS);",
                        "look.isServable() || !signalled ? null : loadIfLeased(flight, request, look, LoadCause.MISS);",
                        "DeadLeaderIsReplaced"),
                new EngineMutant("followers of a refused load start over", "Landing",
                        "new Landing(value, new Outcome.StartOver())",
                        "new Landing(value, new Outcome.Unstored(value, Integer.MAX_VALUE))", "ChangeBeatsLoad"),
                new EngineMutant("numbered looks", "Answers", "joinedAt < landed.look()", "true", "ChangeBeatsLoad"),
                new EngineMutant("numbered looks at what is not stored", "Answers", "joinedAt < unstored.look()",
                        "true", "CHANGES,UNSTORABLE,INTERRUPTS", "ChangeBeatsLoad"),
                new EngineMutant("numbered loads in an outage", "Answers", "joinedAt < unvouched.look()", "true",
                        "CHANGES,OUTAGE", "ChangeBeatsLoad"),
                new EngineMutant("renewal of leases", "LeaseKeeper", "this.held.forEach(Held::renew);", "",
                        "OneLoadAtATime"),
                new EngineMutant("cleared mark check", "Marks", "return !loadStart.isAfter(this.cleared);",
                        "return false;", "ClearBeatsLoad"),
                new EngineMutant("failed loads drop their fence", "FencedLoad",
                        "            leaveFailed(request, fence, ex);", "", "NothingLeaks"),
                new EngineMutant("interrupts stay with their caller", "LoadThrew",
                        "return isInterrupt() ? new Outcome.StartOver() :", "return", "FailureStaysInItsFlight"),
                new EngineMutant("hung leaders are left", "Flight",
                        "return remaining(nanoTime, deadline).compareTo(Duration.ZERO) <= 0;", "return false;",
                        "did not come to an end"),
                new EngineMutant("one flight a key and instance", "Flights",
                        "Flight other = this.up.putIfAbsent(key, own);", "Flight other = null;", "OneLoadAtATime"),
                new EngineMutant("flights end", "MissPath",
                        "this.flights.leave(request.key(), flight);\n            flight.land", "flight.land",
                        "NothingLeaks"));
    }

    @Override
    public String toString() {
        return "without " + this.protection;
    }

}
