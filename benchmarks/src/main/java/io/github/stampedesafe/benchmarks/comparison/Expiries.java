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

/** Scenarios in which cached values expire under traffic. */
final class Expiries {

    static final int PAUSE = 50;

    private Expiries() {
    }

    static Answers one(Scene scene) {
        return traffic(scene, 1);
    }

    static Answers many(Scene scene) {
        String prefix = scene.newKey();
        scene.fleet().each(Lifetime.SHORT, prefix, 1_000);
        scene.start(Duration.ofMillis(50));
        return scene.fleet().join(scene.fleet().traffic(Lifetime.SHORT, prefix, 1_000, 1_300, PAUSE));
    }

    static Answers starved(Scene scene) {
        return Burner.during(() -> traffic(scene, 4));
    }

    private static Answers traffic(Scene scene, int keys) {
        String prefix = scene.newKey();
        scene.fleet().each(Lifetime.SHORT, prefix, keys);
        scene.start(Duration.ofMillis(200));
        return scene.fleet().join(scene.fleet().traffic(Lifetime.SHORT, prefix, keys, 1_600, PAUSE));
    }

}
