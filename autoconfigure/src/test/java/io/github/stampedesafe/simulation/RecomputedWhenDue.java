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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.recompute.Trigger;
import io.github.stampedesafe.store.Entry;

/**
 * A planner replaces nothing that is not due: so of all instances one loads a key each
 * time that it is due. A scheduled value is due at the next time of its trigger, or in
 * the second half of its life; a hot one in the second half of its life.
 */
final class RecomputedWhenDue implements Invariant {

    /** By how much two instances may differ about the time. */
    private static final Duration SKEW = Duration.ofMillis(41);

    @Override
    public List<String> violations(World world) {
        if (world.scenario.has(Trouble.CLEARS, Trouble.PENDING_CHANGES, Trouble.CLOCK_STEPS)) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        for (LoadRun load : world.history.loads) {
            LoadRun.Attempt attempt = load.attempt;
            if (load.plan != null && attempt != null && isTooEarly(world, load, attempt)) {
                violations.add(load + " (" + load.plan + ") replaced " + attempt.standing() + ", which was not due at "
                        + attempt.loadStart());
            }
        }
        return violations;
    }

    private static boolean isTooEarly(World world, LoadRun load, LoadRun.Attempt attempt) {
        Entry standing = attempt.standing();
        if (standing == null || standing.kind() == Entry.Kind.TOMBSTONE
                || standing.isForeignTo(world.scenario.shape(load.node.number))) {
            return false;
        }
        Instant latest = attempt.loadStart().plus(SKEW);
        if (load.plan == LoadRun.Plan.HOT_KEY) {
            return latest.isBefore(middle(standing, standing.freshUntil()));
        }
        Instant end = standing.freshUntil().plus(world.scenario.policy().staleWhileRevalidate());
        return standing.kind() != Entry.Kind.EXPIRED && latest.isBefore(tick(world, standing))
                && (latest.isBefore(middle(standing, end))
                        || world.scenario.planning().trigger() instanceof Trigger.Cron)
                && latest.isBefore(end);
    }

    private static Instant tick(World world, Entry standing) {
        @Nullable Trigger trigger = world.scenario.planning().trigger();
        Duration period = world.scenario.planning().period();
        Instant began = standing.loadStart();
        if (trigger instanceof Trigger.FixedDelay) {
            return began.plus(standing.cost()).plus(period);
        }
        if (trigger instanceof Trigger.Cron) {
            long millis = period.toMillis();
            return Instant.ofEpochMilli((began.toEpochMilli() / millis + 1) * millis);
        }
        return began.plus(period);
    }

    /** Returns when the second half of the life of a value begins. */
    private static Instant middle(Entry standing, Instant end) {
        Instant filled = standing.loadStart().plus(standing.cost());
        return end.minus(Duration.between(filled, end).dividedBy(2));
    }

}
