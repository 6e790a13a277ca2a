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
        Fleet fleet = scene.fleet();
        String key = scene.newKey();
        scene.start(Duration.ofMillis(300));
        CompletableFuture<Answers> first = fleet.wave(0, Lifetime.LONG, key, 1);
        scene.source().loads().awaitBegun(1, 2_000);
        long version = scene.source().write();
        fleet.evict(fleet.size() - 1, Lifetime.LONG, key);
        fleet.expect(version);
        Answers atOnce = fleet.wave(Lifetime.LONG, key);
        Fleet.join(first);
        scene.source().loads().awaitIdle(2_000);
        return atOnce.and(fleet.wave(Lifetime.LONG, key));
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
