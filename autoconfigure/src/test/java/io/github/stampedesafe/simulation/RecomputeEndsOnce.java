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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.RememberedFailureException;
import io.github.stampedesafe.event.RecomputeOutcome;

/**
 * Whoever asks for a recompute hears once what came of it, and that is true. It loads
 * once at most, and not at all if what is stored then is not due.
 */
final class RecomputeEndsOnce implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        for (Call call : world.history.calls) {
            if (call.kind == Call.Kind.RECOMPUTE) {
                check(world, call, violations);
            }
        }
        return violations;
    }

    private static void check(World world, Call call, List<String> violations) {
        List<LoadRun> loads = world.history.loads.stream().filter((load) -> load.recompute == call).toList();
        int ends = call.ends.size();
        if (ends > 1 || (ends == 0 && !call.node.isCrashed())) {
            violations.add(call + " was told of its end " + ends + " times");
        }
        if (loads.size() > 1) {
            violations.add(call + " loaded more than once: " + loads);
        }
        LoadRun load = loads.isEmpty() ? null : loads.get(0);
        if (ends == 1 && !isTrue(world.history, call.ends.get(0), load)) {
            violations.add(call + " was told " + call.ends + " of " + load);
        }
        if (load != null && call.onlyIfOlder && wasReplaced(world, load, call)) {
            violations.add(load + " replaced what was loaded since " + call);
        }
    }

    private static boolean isTrue(History history, RecomputeOutcome end, @Nullable LoadRun load) {
        return switch (end.result()) {
            case STORED -> load != null && history.publications.stream()
                .anyMatch((publication) -> publication.value().equals(load.value()));
            case UNSTORED -> load != null && load.failure == null && load.end != Call.NEVER;
            case FAILED ->
                (load != null) ? end.failure() == load.failure : end.failure() instanceof RememberedFailureException;
            case NEEDLESS, ELSEWHERE, NEEDS_CALLER, REFUSED, UNAVAILABLE -> load == null;
        };
    }

    /**
     * Whether the store had a younger value of the same release, and no reason to lose
     * it.
     */
    private static boolean wasReplaced(World world, LoadRun load, Call call) {
        LoadRun.Attempt attempt = load.attempt;
        if (attempt == null || world.scenario.has(Trouble.EXPIRY, Trouble.CLEARS, Trouble.HANGING_LOADS,
                Trouble.CLOCK_STEPS, Trouble.PENDING_CHANGES)) {
            return false;
        }
        History history = world.history;
        return history.publications.stream()
            .filter((publication) -> publication.key().equals(load.key) && publication.step() < attempt.step())
            .filter((publication) -> world.shapeOf(publication.value()) == world.shapeOf(load.value()))
            .filter((publication) -> !history.isChanged(load.key, publication.step(), attempt.step()))
            .map((publication) -> history.loads.get(Integer.parseInt(publication.value().substring(1))).attempt)
            .anyMatch((other) -> other != null && world.isYounger(other.loadStart(), call));
    }

}
