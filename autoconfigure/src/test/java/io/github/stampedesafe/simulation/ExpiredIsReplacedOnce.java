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
import java.util.Comparator;
import java.util.List;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Marks;

/**
 * What a cache held when it was expired as a whole, and is read afterwards, is replaced
 * by a load that began after it, and by one only of each release, but for recomputes.
 * That it is served until then is the matter of {@link NoEmptyWindow}.
 */
final class ExpiredIsReplacedOnce implements Invariant {

    @Override
    public List<String> violations(World world) {
        List<String> violations = new ArrayList<>();
        if (!world.scenario.has(Trouble.EXPIRE_ALL) || world.scenario.has(Trouble.CRASH, Trouble.PAUSE, Trouble.OUTAGE,
                Trouble.HANGING_LOADS, Trouble.FAILING_LOADS, Trouble.UNSTORABLE, Trouble.VERSIONS,
                // Refreshes of that many keys are refused again and again.
                Trouble.BOUNDED, Trouble.NESTED)) {
            return violations;
        }
        boolean countable = !world.scenario.has(Trouble.INTERRUPTS, Trouble.SHORT_WAITS, Trouble.EXPIRY,
                Trouble.CLOCK_STEPS);
        world.history.calls.stream().map((call) -> call.key).distinct().forEach((key) -> {
            checkReplaced(world, key, violations);
            if (countable && world.history.changes.stream().noneMatch((change) -> change.concerns(key))) {
                world.instances.stream()
                    .map((instance) -> instance.codec.shape())
                    .distinct()
                    .forEach((shape) -> checkOnce(world, key, shape, violations));
            }
        });
        return violations;
    }

    private static void checkReplaced(World world, CacheKey key, List<String> violations) {
        checkReplaced(world, key, 0, violations);
        world.instances.forEach((instance) -> checkReplaced(world, key, instance.codec.shape(), violations));
    }

    private static void checkReplaced(World world, CacheKey key, long shape, List<String> violations) {
        Entry entry = world.store.get(key, shape);
        if (entry != null && (entry.kind() == Entry.Kind.EXPIRED || isExpired(world, key, entry.stamps()))) {
            violations.add(key + " was expired and is still " + StringCodec.text(entry.payload().bytes()));
        }
    }

    private static boolean isExpired(World world, CacheKey key, Marks stamps) {
        return world.history.expiries.stream()
            .anyMatch((expiry) -> expiry.cache().equals(key.cache()) && expiry.mark() > stamps.expired());
    }

    private static void checkOnce(World world, CacheKey key, long shape, List<String> violations) {
        List<LoadRun> loads = world.history.loads.stream()
            .filter((load) -> load.key.equals(key) && world.scenario.shape(load.node.number) == shape)
            .filter((load) -> load.attempt != null && load.stamps != null)
            .sorted(Comparator.comparingInt((load) -> load.begin))
            .toList();
        for (int i = 1; i < loads.size(); i++) {
            Marks before = loads.get(i - 1).stamps;
            LoadRun.Attempt after = loads.get(i).attempt;
            if (!loads.get(i).isAhead() && before != null && after != null
                    && world.history.expiries.stream()
                        .noneMatch((expiry) -> expiry.cache().equals(key.cache()) && expiry.mark() > before.expired()
                                && expiry.step() < after.step())) {
                violations.add(loads.get(i) + " replaced " + loads.get(i - 1) + ", which nothing had expired");
            }
        }
    }

}
