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

package io.github.stampedesafe.benchmarks.comparison;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Scenarios in which the data changes and the cache is told so. */
final class Changes {

    private Changes() {
    }

    static Answers evict(Scene scene) {
        return evict(scene, Lifetime.LONG);
    }

    /**
     * By the short time to live, because a wrong clock shows only if it is wrong by more
     * than that.
     */
    static Answers evictBetweenWrongClocks(Scene scene) {
        scene.fleet().skew(Duration.ofSeconds(5));
        try {
            return evict(scene, Lifetime.SHORT);
        }
        finally {
            scene.fleet().skew(Duration.ZERO);
        }
    }

    /**
     * Callers of one key ask at once; those of the other let the load that began before
     * publish.
     */
    private static Answers evict(Scene scene, Lifetime lifetime) {
        Fleet fleet = scene.fleet();
        String atOnce = scene.newKey();
        String later = scene.newKey();
        scene.start(Duration.ofMillis(300));
        List<CompletableFuture<Answers>> before = List.of(fleet.wave(0, lifetime, atOnce, 1),
                fleet.wave(0, lifetime, later, 1));
        scene.source().loads().awaitBegun(2, 2_000);
        long version = scene.source().write();
        fleet.evict(fleet.size() - 1, lifetime, atOnce);
        fleet.evict(fleet.size() - 1, lifetime, later);
        fleet.expect(version);
        Answers answers = fleet.wave(lifetime, atOnce);
        fleet.join(before);
        return answers.and(fleet.wave(lifetime, later)).and(fleet.wave(lifetime, atOnce));
    }

    static Answers clear(Scene scene) {
        Fleet fleet = scene.fleet();
        String prefix = scene.newKey();
        fleet.each(Lifetime.LONG, prefix, 8);
        scene.start(Duration.ofMillis(100));
        List<CompletableFuture<Answers>> traffic = fleet.traffic(Lifetime.LONG, prefix, 8, 1_200, Expiries.PAUSE);
        scene.pass(400);
        long version = scene.source().write();
        try {
            fleet.clear(fleet.size() - 1, Lifetime.LONG);
            fleet.expect(version);
        }
        finally {
            fleet.join(traffic);
        }
        return fleet.join(traffic);
    }

}
