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
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * An instance serves what it loaded without the store no longer than it remembers such
 * values, and not after it changed the key itself, whether or not the store took the
 * change.
 */
final class OutageMemoryEnds implements Invariant {

    @Override
    public List<String> violations(World world) {
        if (!world.scenario.has(Trouble.OUTAGE_TTL) || world.scenario.has(Trouble.PAUSE, Trouble.STANDSTILL)) {
            return List.of();
        }
        return world.history.calls.stream()
            .filter((call) -> call.kind == Call.Kind.GET && call.isOver())
            .flatMap((call) -> violations(world, call, recalled(world.history, call)))
            .toList();
    }

    private static Stream<String> violations(World world, Call read, @Nullable LoadRun load) {
        if (load == null) {
            return Stream.empty();
        }
        // A call of that moment may still find the value after its own look has failed.
        long most = load.endTime + world.scenario.outageTtl().plus(Link.TIMEOUT).toNanos();
        Stream<String> late = (read.startTime > most) ? Stream.of(read + " got what was loaded long ago")
                : Stream.empty();
        Stream<String> changed = world.history.calls.stream()
            .filter((change) -> change.kind == Call.Kind.PUT || change.kind == Call.Kind.EVICT)
            .filter((change) -> change.node == read.node && change.key.equals(read.key) && change.isOver()
                    && change.start > load.begin && change.end < read.start)
            .map((change) -> read + " got " + read.value + " although " + change + " was over");
        return Stream.concat(late, changed);
    }

    /** Returns the load of a value that the store never had. */
    private static @Nullable LoadRun recalled(History history, Call read) {
        String value = read.value;
        boolean isStored = value == null || !value.startsWith("L")
                || history.publications.stream().anyMatch((publication) -> publication.value().equals(value));
        LoadRun load = isStored ? null
                : history.loads.get(Integer.parseInt(Objects.requireNonNull(value).substring(1)));
        return (load != null && load.node == read.node && load.call != read) ? load : null;
    }

}
