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
import java.util.Objects;

import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.key.CacheKey;

/**
 * Between two changes of a key, one loaded value of each release is stored, but for
 * recomputes, as long as nothing goes stale: the releases do not replace each other's
 * values again and again.
 */
final class LoadedOnceAChange implements Invariant {

    @Override
    public List<String> violations(World world) {
        if (world.scenario.has(Trouble.EXPIRY, Trouble.CLOCK_STEPS, Trouble.CLEARS, Trouble.EXPIRE_ALL,
                Trouble.PENDING_CHANGES)) {
            return List.of();
        }
        List<History.Publication> stored = world.history.publications;
        return stored.stream()
            .map((second) -> stored.stream()
                .filter((first) -> isAgain(world, first, second))
                .map((first) -> second.value() + " was stored although nothing had changed since " + first.value())
                .findFirst()
                .orElse(null))
            .filter(Objects::nonNull)
            .toList();
    }

    private static boolean isAgain(World world, History.Publication first, History.Publication second) {
        LoadRun again = world.history.loads.get(Integer.parseInt(second.value().substring(1)));
        LoadRun.Attempt attempt = again.attempt;
        CacheKey key = second.key();
        return attempt != null && isFresh(world, key, attempt.time()) && !again.isAhead() && first.key().equals(key)
                && first.step() < attempt.step() && world.shapeOf(first.value()) == world.shapeOf(second.value())
                && !world.history.isChanged(key, first.step(), attempt.step());
    }

    /** Whether a key neither is stale yet nor was taken for due before that. */
    private static boolean isFresh(World world, CacheKey key, long time) {
        long jittered = world.scenario.policy().ttl().toNanos() / 10 * 9;
        return time < jittered && world.history.calls.stream()
            .noneMatch((call) -> call.key.equals(key) && call.freshness == Freshness.DUE);
    }

}
