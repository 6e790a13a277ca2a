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

package io.github.stampedesafe.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.awaitility.Awaitility.await;

/** The loads of all workers of a site, as they told them. It outlives the workers. */
final class LoadLog {

    static final String BEGUN = "load begun: ";

    static final String ENDED = "load ended: ";

    private final List<Event> events = new ArrayList<>();

    /** Takes note of a line, if it tells of a load. */
    void hear(String worker, String line) {
        boolean isBegin = line.startsWith(BEGUN);
        if (isBegin || line.startsWith(ENDED)) {
            String key = line.substring(BEGUN.length()).split(" ")[0];
            synchronized (this.events) {
                this.events.add(new Event(worker, key, isBegin));
            }
        }
    }

    /** Returns how many loads of a key began, on all workers. */
    int loads(String key) {
        synchronized (this.events) {
            return (int) this.events.stream().filter((event) -> event.isBegin && event.key.equals(key)).count();
        }
    }

    /** Returns how many loads of a key began on one worker. */
    int loads(Worker worker, String key) {
        return (int) of(worker, key).stream().filter(Event::isBegin).count();
    }

    /** Returns how many loads of a key ran on one worker at the same time, at most. */
    int mostAtOnce(Worker worker, String key) {
        int running = 0;
        int most = 0;
        for (Event event : of(worker, key)) {
            running += event.isBegin ? 1 : -1;
            most = Math.max(most, running);
        }
        return most;
    }

    /** Waits until so many loads of a key have begun. */
    void awaitLoads(String key, int count) {
        await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2)).until(() -> loads(key) >= count);
    }

    private List<Event> of(Worker worker, String key) {
        synchronized (this.events) {
            return this.events.stream()
                .filter((event) -> event.key.equals(key) && event.worker.equals(worker.name()))
                .toList();
        }
    }

    private record Event(String worker, String key, boolean isBegin) {
    }

}
