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

/** Something that holds in every schedule, whatever goes wrong in it. */
interface Invariant {

    /** Returns what broke it in a schedule that is over, in words. */
    List<String> violations(World world);

    /** Returns all invariants. */
    static List<Invariant> all() {
        return List.of(new OneLoadAtATime(), new ChangeBeatsLoad(), new ClearBeatsLoad(), new NoEmptyWindow(),
                new DeadLeaderIsReplaced(), new ReadsNeverGoBack(), new VersionsNeverGoBack(),
                new OneAttemptAFailureTtl(), new FailedRecomputeIsNoNews(), new RecomputeEndsOnce(),
                new ExpiredIsStale(), new ShapesStayApart(), new LoadedOnceAChange(), new ExpiredIsReplacedOnce(),
                new FailureStaysInItsFlight(), new OutageIsShort(), new OutageMemoryEnds(), new PauseIsNoOutage(),
                new EveryCallEnds(), new NobodyWaitsForNothing(), new NothingLeaks(), new LoadsStayWithinLimit(),
                new NearIsCoherent(), new PutOnlyIfAbsent(), new PendingChangesArrive(), new RecomputedWhenDue(),
                new PlannedInTime(), new BackoffIsKept(), new HotKeysAreServed(), new HotKeysStayWithinBounds(),
                new NoKeyIsBegunTwice(), new LoadsEndWithTheirCallers());
    }

}
