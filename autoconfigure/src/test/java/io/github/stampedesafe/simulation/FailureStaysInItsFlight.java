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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.RememberedFailureException;
import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.policy.OnStoreFailure;

/**
 * What a load throws reaches its caller and those who wait with it, as the same object,
 * unless there is an old value to serve instead; nobody else gets it, and what a
 * recompute throws, nobody at all. Other exceptions have their reason in the caller or
 * the store.
 */
final class FailureStaysInItsFlight implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        for (Call call : world.history.calls) {
            if (call.thrown != null && !isExpected(world, call, call.thrown)) {
                violations.add(call + " threw " + call.thrown);
            }
        }
        for (LoadRun load : world.history.loads) {
            if (load.failure != null && !load.isAhead()) {
                checkShared(world, load, violations);
            }
        }
        return violations;
    }

    private static boolean isExpected(World world, Call call, Throwable thrown) {
        if (thrown instanceof SourceException failure) {
            LoadRun load = failure.load;
            return thrown == load.failure && world.history.loads.stream()
                .filter((run) -> run.together == load.together)
                .anyMatch((run) -> isOwnLoad(run, call) || isOfSameFlight(run, call));
        }
        if (thrown instanceof RememberedFailureException remembered) {
            return OneAttemptAFailureTtl.holds(world.history, call, remembered);
        }
        if (thrown instanceof LoadRefusedException) {
            return world.scenario.has(Trouble.BOUNDED);
        }
        if (thrown instanceof CancellationException) {
            return call.left;
        }
        if (thrown instanceof WaitTimeoutException) {
            return call.endTime - call.startTime >= world.scenario.waitLimit().toNanos();
        }
        if (thrown instanceof CacheUnavailableException) {
            return call.interrupted || (world.scenario.has(Trouble.OUTAGE, Trouble.PAUSE)
                    && (call.kind.isChange() || world.scenario.onStoreFailure() != OnStoreFailure.LOAD));
        }
        return call.interrupted
                && (thrown instanceof InterruptedException || thrown instanceof WaitInterruptedException);
    }

    private static boolean isOwnLoad(LoadRun load, Call call) {
        return call.isOneWith(load.call);
    }

    private static boolean isOfSameFlight(LoadRun load, Call call) {
        boolean hasFollowed = call.follows > 0 || call.several.stream().anyMatch((one) -> one.follows > 0);
        return !load.isAhead() && load.node == call.node && hasFollowed && call.isAbout(load.key);
    }

    private static void checkShared(World world, LoadRun load, List<String> violations) {
        if (load.call != null && load.call.isOver() && !load.call.left && !hasFailedOrOld(load.call, load, world)) {
            violations.add(load.call + " did not get what " + load + " threw");
        }
        boolean disturbed = world.scenario.has(Trouble.PAUSE, Trouble.OUTAGE, Trouble.HANGING_LOADS,
                Trouble.SHORT_WAITS, Trouble.INTERRUPTS, Trouble.CRASH)
                || world.history.calls.stream().anyMatch((call) -> call.kind.isChange() && call.concerns(load.key));
        for (Call waiter : load.waiters) {
            if (!disturbed && !waiter.left && !hasFailedOrOld(waiter, load, world)) {
                violations.add(waiter + " did not share what " + load + " threw");
            }
        }
    }

    private static boolean hasFailedOrOld(Call call, LoadRun load, World world) {
        boolean old = call.value != null && !world.scenario.policy().staleIfError().equals(Duration.ZERO)
                && world.history.origin(call.value).begin() < load.begin;
        // A call for several keys fails with one of several failures.
        boolean isOther = call.keys() > 1 && call.thrown != null;
        return call.thrown == load.failure || old || isOther;
    }

}
