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

/**
 * After a put or an evict is over, whether or not the store took it, no call that starts
 * later on its instance gets a value from before it; and some time after the store is
 * back, no call of any instance does, and nothing is pending. With versions nobody but
 * the store can tell whether a change that it did not answer is made at all.
 */
final class PendingChangesArrive implements Invariant {

    /** A few rounds of deliveries, with commands that are slow. */
    private static final long ARRIVED = 5_000 * Latency.MILLI;

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        if (!world.scenario.has(Trouble.PENDING_CHANGES)) {
            return violations;
        }
        world.instances.stream()
            .filter((instance) -> !instance.node.isCrashed() && instance.pendingChanges() > 0)
            .forEach((instance) -> violations.add(instance.node + " has pending changes"));
        if (world.scenario.has(Trouble.VERSIONS)) {
            return violations;
        }
        for (Call change : world.history.calls) {
            if ((change.kind == Call.Kind.PUT || change.kind == Call.Kind.EVICT) && change.isOver()
                    && !change.node.isCrashed()) {
                world.history.calls.stream()
                    .filter((read) -> read.value != null && read.key.equals(change.key) && read.start > change.end)
                    .filter((read) -> hasArrived(world, change, read) && isOlder(world.history, read.value, change))
                    .forEach((read) -> violations
                        .add(read + " got " + read.value + " although " + change + " was over"));
            }
        }
        return violations;
    }

    /** Returns how long to wait until every change that is pending has arrived. */
    static long pauseBeforeTheEnd(World world) {
        boolean isLate = world.scenario.has(Trouble.PENDING_CHANGES);
        return isLate ? Math.max(0, end(world) - world.scheduler.now()) + ARRIVED + 1 : 0;
    }

    private static boolean hasArrived(World world, Call change, Call read) {
        boolean isOwn = read.node == change.node;
        long since = Math.max(change.endTime, end(world));
        return isOwn || (read.isAnswered && !read.isNear() && read.startTime - since > ARRIVED);
    }

    private static long end(World world) {
        return world.scenario.outages().stream().mapToLong(Outage::until).max().orElse(0);
    }

    /** The changes of one instance keep their order, though some are delivered later. */
    private static boolean isOlder(History history, String value, Call change) {
        int id = Integer.parseInt(value.substring(1));
        if (value.startsWith("L")) {
            return history.loads.get(id).begin < change.start;
        }
        Call put = history.calls.get(id);
        return put.end < change.start && (put.node == change.node || put.succeeded());
    }

}
