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

/** Scenarios in which callers ask for what is not cached. */
final class Misses {

    private Misses() {
    }

    static Answers cold(Scene scene) {
        scene.start(Duration.ofMillis(200));
        return scene.fleet().wave(Lifetime.LONG, scene.newKey());
    }

    static Answers failing(Scene scene) {
        scene.start(Duration.ofMillis(20));
        scene.source().fails(true);
        return scene.fleet().wave(Lifetime.LONG, scene.newKey());
    }

    static Answers slow(Scene scene) {
        scene.start(Duration.ofMillis(600));
        return scene.fleet().wave(Lifetime.LONG, scene.newKey());
    }

    /** Half of the callers of the first instance wait for the slow key. */
    static Answers independent(Scene scene) {
        Fleet fleet = scene.fleet();
        String cached = scene.newKey();
        String absent = scene.newKey();
        fleet.wave(Lifetime.LONG, cached);
        scene.start(Duration.ofMillis(400));
        CompletableFuture<Answers> slow = fleet.wave(0, Lifetime.LONG, scene.newKey(), fleet.callers() / 2);
        scene.source().loads().awaitBegun(1, 2_000);
        scene.source().takes(Duration.ofMillis(20));
        List<CompletableFuture<Answers>> quick = List.of(fleet.wave(0, Lifetime.LONG, cached, fleet.callers() / 4),
                fleet.wave(0, Lifetime.LONG, absent, fleet.callers() / 4),
                fleet.wave(1, Lifetime.LONG, cached, fleet.callers() / 2),
                fleet.wave(1, Lifetime.LONG, absent, fleet.callers() / 2));
        Answers answers = fleet.join(quick);
        Fleet.join(slow);
        return answers;
    }

}
