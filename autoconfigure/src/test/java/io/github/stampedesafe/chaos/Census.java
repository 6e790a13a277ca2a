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
import java.util.List;
import java.util.stream.IntStream;

import org.awaitility.core.ConditionTimeoutException;

import static org.awaitility.Awaitility.await;

/**
 * What the instances of a site hold on to, and what they logged so far.
 *
 * @param threads of all workers, without those of callers
 * @param connections of the servers that serve, those of the test included
 * @param warnings lines of each worker at WARN
 * @param infos lines of each worker at INFO
 */
record Census(int threads, int connections, List<Integer> warnings, List<Integer> infos) {

    /**
     * Redisson opens a second connection, and starts the second of its two threads, when
     * it first has two things to do at once.
     */
    private static final int POOLED = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    static Census of(Site site) {
        return new Census(site.workers().stream().mapToInt(Worker::threads).sum(), site.servers().connections(),
                site.workers().stream().map(Worker::warnings).toList(),
                site.workers().stream().map(Worker::infos).toList());
    }

    /**
     * Takes a census once nothing is left of a trouble, or when it is clear that there
     * will be.
     */
    static Census settled(Site site) {
        try {
            await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> of(site).leaksNothingSince(site.baseline()));
        }
        catch (ConditionTimeoutException ex) {
            // The census tells what is left.
        }
        return of(site);
    }

    /**
     * Whether there is no more than pools of fixed sizes explain. To be compared with one
     * baseline for many troubles: a leak adds up, a pool does not.
     */
    boolean leaksNothingSince(Census baseline) {
        int slack = POOLED * this.warnings.size();
        return this.threads <= baseline.threads + slack && this.connections <= baseline.connections + slack;
    }

    /** Returns how many lines each worker has logged at WARN since. */
    List<Integer> warningsSince(Census before) {
        return difference(this.warnings, before.warnings);
    }

    /** Returns how many lines each worker has logged at INFO since. */
    List<Integer> infosSince(Census before) {
        return difference(this.infos, before.infos);
    }

    private static List<Integer> difference(List<Integer> after, List<Integer> before) {
        return IntStream.range(0, after.size()).mapToObj((i) -> after.get(i) - before.get(i)).toList();
    }

}
