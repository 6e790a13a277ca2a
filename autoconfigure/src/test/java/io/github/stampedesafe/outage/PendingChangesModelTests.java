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

package io.github.stampedesafe.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.outage.ChangeModel.Kind;
import io.github.stampedesafe.outage.PendingChangesRun.Act;
import io.github.stampedesafe.outage.PendingChangesRun.Command;

/**
 * Plays random commands on {@link PendingChanges}, together with a small store, and
 * compares each key with a list of all changes that were ever made, applied in their
 * order. A change that overlaps others may come before or after them.
 * <p>
 * A key has to end as in one of these orders, stale too early, or without a value. Only a
 * clear that comes late forgets versions: a tombstone, or a higher version than what was
 * put after it.
 */
class PendingChangesModelTests {

    private static final int RUNS = 100_000;

    @Test
    void everyKeyEndsAsAfterAllChangesInTheirOrder() {
        for (int seed = 0; seed < RUNS; seed++) {
            List<Command> commands = commands(new Random(seed));
            String fault = new PendingChangesRun().play(commands);
            if (fault != null) {
                List<Command> shortest = shrink(commands);
                throw new AssertionError(
                        "Seed %d, shrunk to %s: %s".formatted(seed, shortest, new PendingChangesRun().play(shortest)));
            }
        }
    }

    private static List<Command> shrink(List<Command> failing) {
        List<Command> shortest = failing;
        for (int i = 0; i < shortest.size();) {
            List<Command> shorter = new ArrayList<>(shortest);
            shorter.remove(i);
            if (new PendingChangesRun().play(shorter) != null) {
                shortest = shorter;
                i = 0;
            }
            else {
                i++;
            }
        }
        return shortest;
    }

    private static List<Command> commands(Random random) {
        List<Command> commands = new ArrayList<>();
        int length = 2 + random.nextInt(12);
        for (int i = 0; i < length; i++) {
            Act act = Act.values()[random.nextInt(Act.values().length)];
            Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
            commands.add(new Command(act, kind, random.nextInt(PendingChangesRun.KEYS.size()), 1 + random.nextInt(4),
                    random.nextBoolean()));
        }
        return commands;
    }

}
