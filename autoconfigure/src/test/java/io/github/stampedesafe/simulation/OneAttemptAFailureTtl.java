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

import java.util.ArrayList;
import java.util.List;

import io.github.stampedesafe.RememberedFailureException;

/**
 * After the store was told of a failed load, no load of the key begins on any instance
 * before the time to live of the failure is over, unless the key was changed after it.
 * Loads without a fence do not count that are made for want of the store or of time. The
 * store is told of every failed load but those of recomputes.
 */
final class OneAttemptAFailureTtl implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        History history = world.history;
        for (History.Failure failure : history.failures) {
            history.loads.stream()
                .filter((load) -> load.key.equals(failure.key()) && isTooEarly(world, load, failure))
                .forEach((load) -> violations.add(load + " began although " + failure));
        }
        if (!world.scenario.has(Trouble.CRASH, Trouble.PAUSE, Trouble.OUTAGE, Trouble.INTERRUPTS, Trouble.HANGING_LOADS)
                && world.scenario.has(Trouble.FAILURE_TTL)) {
            history.loads.stream()
                .filter((load) -> load.failure != null && load.attempt != null && !load.isAhead())
                .filter((load) -> !history.isChanged(load.key, load.attempt.step(), Call.NEVER))
                .filter((load) -> history.failures.stream().noneMatch((failure) -> tells(failure, load)))
                .forEach((load) -> violations.add("Nobody remembers that " + load + " failed"));
        }
        return violations;
    }

    /** Whether a call may get to hear of the failure of another. */
    static boolean holds(History history, Call call, RememberedFailureException thrown) {
        return history.failures.stream()
            .anyMatch((failure) -> call.isAbout(failure.key()) && failure.message().equals(thrown.failureMessage())
                    && failure.step() < call.end && failure.until() > call.startTime
                    && !history.isChanged(failure.key(), failure.step(), call.start));
    }

    private static boolean isTooEarly(World world, LoadRun load, History.Failure failure) {
        LoadRun.Attempt attempt = load.attempt;
        if (attempt == null && (world.scenario.has(Trouble.OUTAGE, Trouble.PAUSE) || world.isImpatient(load))) {
            return false;
        }
        int step = (attempt != null) ? attempt.step() : load.begin;
        long time = (attempt != null) ? attempt.time() : load.beginTime;
        return step > failure.step() && time < failure.until()
                && !world.history.isChanged(load.key, failure.step(), step);
    }

    private static boolean tells(History.Failure failure, LoadRun load) {
        return load.failure != null && failure.message().equals(load.failure.getMessage());
    }

}
