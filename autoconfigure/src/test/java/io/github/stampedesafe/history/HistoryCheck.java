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

package io.github.stampedesafe.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges a history: no read may return a version older than one whose write had returned
 * before the read began. A clear counts at once on its own instance and a second later
 * elsewhere (DESIGN.md, section 7.2).
 */
final class HistoryCheck {

    private static final Duration CLEAR_ELSEWHERE = Duration.ofSeconds(1);

    private HistoryCheck() {
    }

    /** Returns a sentence for each read that was too old. */
    static List<String> violations(List<Event> history) {
        Map<String, List<Event>> writes = history.stream()
            .filter((event) -> event.kind().isWrite())
            .collect(Collectors.groupingBy(Event::key));
        Map<String, NavigableMap<Long, Event>> newest = new HashMap<>();
        List<String> violations = new ArrayList<>();
        for (Event read : history) {
            if (read.kind() == Event.Kind.READ) {
                NavigableMap<Long, Event> standing = newest.computeIfAbsent(read.worker() + " " + read.key(),
                        (same) -> newest(writes.getOrDefault(read.key(), List.of()),
                                (write) -> countsFrom(write, read.worker())));
                Map.Entry<Long, Event> last = standing.lowerEntry(read.begun());
                if (last != null && last.getValue().version() > read.version()) {
                    violations.add("%s, begun %d µs after the end of the %s".formatted(read,
                            (read.begun() - last.getValue().ended()) / 1000, last.getValue()));
                }
            }
        }
        return violations;
    }

    /** Returns the newest write of all that count, by the time from which it counts. */
    private static NavigableMap<Long, Event> newest(List<Event> writes, Function<Event, Long> countsFrom) {
        NavigableMap<Long, Event> newest = new TreeMap<>();
        writes.stream()
            .sorted((one, other) -> countsFrom.apply(one).compareTo(countsFrom.apply(other)))
            .forEach((write) -> {
                Map.Entry<Long, Event> before = newest.lastEntry();
                if (before == null || before.getValue().version() < write.version()) {
                    newest.put(countsFrom.apply(write), write);
                }
            });
        return newest;
    }

    private static long countsFrom(Event write, String reader) {
        boolean isLater = write.kind() == Event.Kind.CLEAR && !write.worker().equals(reader);
        return write.ended() + (isLater ? CLEAR_ELSEWHERE.toNanos() : 0);
    }

}
