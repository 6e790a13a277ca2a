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

import io.github.stampedesafe.multiprocess.WorkerProcess;

/** Scenarios in which a process is stopped, killed or restarted. */
final class Troubles {

    private static final int KEYS = 8;

    private Troubles() {
    }

    static Answers paused(Scene scene) {
        Fleet fleet = scene.fleet();
        String prefix = scene.newKey();
        fleet.each(Lifetime.SHORT, prefix, 4);
        scene.start(Duration.ofMillis(200));
        List<CompletableFuture<Answers>> traffic = fleet.traffic(Lifetime.SHORT, prefix, 4, 2_000, Expiries.PAUSE);
        int last = fleet.size() - 1;
        WorkerProcess paused = fleet.instance(last);
        for (int i = 0; i < 2; i++) {
            scene.pass(150);
            paused.freeze();
            scene.pass(800);
            paused.thaw();
        }
        Fleet.join(traffic.get(last));
        return fleet.join(traffic.subList(0, last));
    }

    static Answers frozen(Scene scene) {
        List<CompletableFuture<Answers>> traffic = traffic(scene, 1_400);
        scene.pass(200);
        scene.freezeRedis();
        scene.pass(900);
        scene.thawRedis();
        return scene.fleet().join(traffic);
    }

    static Answers killed(Scene scene) {
        List<CompletableFuture<Answers>> traffic = traffic(scene, 1_800);
        scene.pass(200);
        scene.killRedis();
        scene.pass(800);
        scene.startRedis();
        return scene.fleet().join(traffic);
    }

    static Answers restart(Scene scene) {
        String prefix = scene.newKey();
        scene.fleet().each(Lifetime.LONG, prefix, 20);
        scene.restartFleet();
        scene.start(Duration.ofMillis(200));
        return scene.fleet().join(scene.fleet().traffic(Lifetime.LONG, prefix, 20, 500, Expiries.PAUSE));
    }

    private static List<CompletableFuture<Answers>> traffic(Scene scene, long millis) {
        String prefix = scene.newKey();
        scene.fleet().each(Lifetime.LONG, prefix, KEYS);
        scene.start(Duration.ofMillis(100));
        return scene.fleet().traffic(Lifetime.LONG, prefix, KEYS, millis, Expiries.PAUSE);
    }

}
