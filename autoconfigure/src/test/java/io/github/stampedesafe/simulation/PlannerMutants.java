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

/** The planners of recomputes without one of their protections. */
final class PlannerMutants {

    private PlannerMutants() {
    }

    static List<EngineMutant> all() {
        return Stream.of(ofWhatIsDue(), ofBackoffs(), ofDispatchers(), ofSchedules(), ofBudgets())
            .flatMap(List::stream)
            .toList();
    }

    private static List<EngineMutant> ofWhatIsDue() {
        return List.of(
                new EngineMutant("schedules look whether a value is due", "ScheduledKey", "if (now.isBefore(at)) {",
                        "if (false) {", "SCHEDULED", "RecomputedWhenDue"),
                new EngineMutant("registries look whether a value is still the planned one", "HotKeyQueue",
                        "found == null || !found.freshUntil().isAfter(this.plan.times().freshUntil())", "true",
                        "HOT_KEYS", "RecomputedWhenDue"),
                new EngineMutant("hot keys are left alone in the first half of a life", "HotKeyDeadlines",
                        "return start.isBefore(times.middle()) ? times.middle() : start;", "return start;", "HOT_KEYS",
                        "RecomputedWhenDue"),
                new EngineMutant("scheduled keys are left alone in the first half of a life", "ScheduledKey",
                        "(ahead.compareTo(half) < 0) ? ahead : half", "ahead", "SCHEDULED", "RecomputedWhenDue"),
                new EngineMutant("keys that nobody reads are left alone", "HotKeyDeadlines",
                        "&& !key.isIdle(served.multipliedBy(MOST_UNREAD_LIVES))", "", "HOT_KEYS",
                        "HotKeysStayWithinBounds"));
    }

    private static List<EngineMutant> ofBackoffs() {
        return List.of(
                new EngineMutant("pauses after failures", "Backoff",
                        "case UNSTORED, FAILED, NEEDS_CALLER -> failed(end.failure(), longest, nanoTime, random);",
                        "case UNSTORED, FAILED, NEEDS_CALLER -> NONE;", "SCHEDULED,FAILING_LOADS", "BackoffIsKept"),
                new EngineMutant("longer pauses after failures in a row", "Backoff",
                        "SHORTEST.toNanos() << Math.min(this.failures, MOST_DOUBLINGS)", "SHORTEST.toNanos()",
                        "SCHEDULED,FAILING_LOADS", "BackoffIsKept"),
                new EngineMutant("pauses of hot keys after failures", "HotKeyQueue",
                        "boolean isBackingOff = key.backoff().failures() > 0 && isPausing(key);",
                        "key.backoff(Backoff.NONE); boolean isBackingOff = false;", "HOT_KEYS,FAILING_LOADS",
                        "BackoffIsKept"),
                new EngineMutant("a success ends a row of failures", "Backoff", "case STORED, NEEDLESS -> NONE;",
                        "case STORED, NEEDLESS -> new Backoff(this.failures, this.lastFailure, nanoTime);",
                        "SCHEDULED,FAILING_LOADS", "PlannedInTime"),
                new EngineMutant("a rest after a load elsewhere", "Backoff",
                        "case ELSEWHERE, REFUSED, UNAVAILABLE -> resting(nanoTime, random);",
                        "case ELSEWHERE, REFUSED, UNAVAILABLE -> NONE;", "SCHEDULED", "BackoffIsKept"),
                new EngineMutant("a rest of hot keys after a load elsewhere", "HotKeyQueue",
                        "&& !isPausing(key) && !this.dispatcher", "&& !this.dispatcher", "HOT_KEYS", "BackoffIsKept"));
    }

    private static List<EngineMutant> ofDispatchers() {
        return List.of(
                new EngineMutant("a recompute that ends is no longer running", "Workload",
                        "this.running.remove(recompute.request().key());", "", "SCHEDULED", "NothingLeaks"),
                new EngineMutant("schedules heed what is running", "MethodSchedule",
                        "if (!workload.isRunning(due.request().key())) {", "if (true) {", "SCHEDULED,HOT_KEYS",
                        "NoKeyIsBegunTwice"),
                new EngineMutant("registries heed what is running", "HotKeyQueue",
                        "if (request != null && !workload.isRunning(key.key())) { this.running++;",
                        "if (request != null) { this.running++;", "SCHEDULED,HOT_KEYS", "NoKeyIsBegunTwice"),
                new EngineMutant("dispatching goes on after an engine that throws", "RecomputeDispatcher",
                        "stopDispatching(); throw ex;", "throw ex;", "SCHEDULED,FAILING_LOADS", "PlannedInTime"));
    }

    private static List<EngineMutant> ofSchedules() {
        return List.of(
                new EngineMutant("a key is put back after its check", "MethodSchedule", "this.keys.putBack(listed);",
                        "", "SCHEDULED", "PlannedInTime"),
                new EngineMutant("a key that the registry loads is put back", "MethodSchedule",
                        "this.keys.putBack(due);", "", "SCHEDULED,HOT_KEYS", "PlannedInTime"),
                new EngineMutant("a check that ends makes room", "MethodSchedule", "this.checks--;", "", "SCHEDULED",
                        "PlannedInTime"),
                new EngineMutant("asking again soon for what another loads", "ScheduledKey",
                        "case ELSEWHERE, REFUSED, UNAVAILABLE, FAILED, NEEDS_CALLER -> now.plus(this.backoff.pause(nanoTime));",
                        "case ELSEWHERE, REFUSED, UNAVAILABLE, FAILED, NEEDS_CALLER -> this.trigger.next(now.plus(this.backoff.pause(nanoTime)));",
                        "SCHEDULED,CRASH", "PlannedInTime"));
    }

    private static List<EngineMutant> ofBudgets() {
        return List.of(
                new EngineMutant("hot keys spend their share", "LoadBudget", "this.seconds -= load.toNanos() / 1e9;",
                        "", "HOT_KEYS", "HotKeysStayWithinBounds"),
                new EngineMutant("time earns budget", "LoadBudget", "this.seconds + this.share * passedSeconds",
                        "this.seconds", "SCHEDULED,HOT_KEYS", "HotKeysAreServed"),
                new EngineMutant("only planned hot keys leave a debt", "Recompute",
                        "default boolean mayLeaveDebt() { return false;",
                        "default boolean mayLeaveDebt() { return true;", "SCHEDULED,HOT_KEYS", "HotKeysAreServed"),
                new EngineMutant("the limit of hot keys at one time", "HotKeyQueue",
                        "this.running < this.settings.maxConcurrent()", "true", "HOT_KEYS", "HotKeysStayWithinBounds"),
                new EngineMutant("a hot key that ends makes room", "HotKeyQueue", "this.running--;", "", "HOT_KEYS",
                        "HotKeysAreServed"));
    }

}
