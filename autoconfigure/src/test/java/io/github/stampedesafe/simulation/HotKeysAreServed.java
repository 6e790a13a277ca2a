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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.recompute.HotKeySettings;

/**
 * As long as nothing goes wrong, and threads and budget suffice, a hot key is recomputed
 * before it expires: each reader finds a fresh value.
 */
final class HotKeysAreServed implements Invariant {

    /** After so long, all readers have made their keys hot. */
    private static final long WARM_UP = 6_000 * Latency.MILLI;

    private static final long LONGEST_LOAD = 300 * Latency.MILLI;

    private static final Set<Trouble> HARMLESS = EnumSet.of(Trouble.HOT_KEYS, Trouble.SCHEDULED, Trouble.EXPIRY,
            Trouble.ASYNC, Trouble.LOST_SIGNALS, Trouble.LATE_SIGNALS, Trouble.NEAR);

    @Override
    public List<String> violations(World world) {
        Scenario scenario = world.scenario;
        if (scenario.planning().hotKeys() == null || !HARMLESS.containsAll(scenario.troubles()) || !isEnough(world)) {
            return List.of();
        }
        List<String> violations = new ArrayList<>();
        for (Call call : world.history.calls) {
            boolean isFresh = call.freshness == Freshness.FRESH || call.freshness == Freshness.DUE;
            if (call.kind == Call.Kind.GET && call.startTime > WARM_UP && !isFresh
                    && call.startTime < scenario.planning().readUntil()) {
                violations.add(call + " found " + call.freshness + " at " + call.startTime + " ns");
            }
        }
        return violations;
    }

    /** Whether there is a thread for each key, and twice the time that hot keys need. */
    private static boolean isEnough(World world) {
        Scenario scenario = world.scenario;
        HotKeySettings settings = scenario.planning().hotKeys();
        long keys = world.history.calls.stream().map((call) -> call.key).distinct().count();
        long all = keys + scenario.planning().scheduled().size();
        double life = scenario.policy().ttl().toNanos() * 0.9;
        double needed = keys * scenario.loadTime() / (life / 2);
        boolean isSimple = keys == 1 || !scenario.has(Trouble.SCHEDULED);
        return settings != null && isSimple && scenario.policy().beta() == 0 && scenario.loadTime() <= LONGEST_LOAD
                && scenario.refreshThreads() >= all && settings.loadSeconds() >= 2 * needed;
    }

}
