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

package io.github.stampedesafe.sample.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** What the buttons of an instance do. */
final class InstanceScenarios {

    private static final int PER_SECOND = 40;

    /** Callers of each instance. */
    private static final int CROWD = 24;

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private static final Duration FREEZE = Duration.ofSeconds(3);

    private InstanceScenarios() {
    }

    static Scenario add() {
        return new Scenario("add", "Add an instance", (stage) -> stage.instances().nextNumber(),
                InstanceScenarios::add);
    }

    static Scenario kill(int number) {
        return new Scenario("kill", "Kill an instance", (stage) -> {
            stage.instances().serving(number);
            stage.requireTwoInstances();
        }, (stage) -> kill(stage.instances().serving(number), stage));
    }

    static Scenario freeze(int number) {
        return new Scenario("freeze", "Freeze an instance", (stage) -> stage.instances().serving(number),
                (stage) -> freeze(stage.instances().serving(number), stage));
    }

    private static Ending add(Stage stage) throws InterruptedException {
        Instance added = stage.instances().add();
        stage.tell("Instance %d starts, with the same Redis and the same databases.".formatted(added.number()));
        if (!added.awaitUp(LONGEST_START)) {
            return new Ending("Instance %d has not started. The log of the lab says why.".formatted(added.number()),
                    null);
        }
        stage.refill();
        stage.tell("Instance %d is up and takes its share of the callers.".formatted(added.number()));
        stage.measure();
        stage.flow(PER_SECOND);
        stage.pause(Duration.ofMillis(1500));
        return Ending.of("With instance %d, which found the values in Redis".formatted(added.number()),
                stage.figures());
    }

    private static Ending kill(Instance victim, Stage stage) throws InterruptedException {
        boolean led = stampede(victim, stage);
        stage.tell("Instance %d is killed while its query runs.".formatted(victim.number()));
        victim.kill();
        Figures figures = stage.figures();
        return Ending.of("Instance %d was killed%s".formatted(victim.number(), led ? " while it loaded" : ""), figures);
    }

    private static Ending freeze(Instance victim, Stage stage) throws InterruptedException {
        boolean led = stampede(victim, stage);
        stage.tell("Instance %d stands still for %d seconds while its query runs.".formatted(victim.number(),
                FREEZE.toSeconds()));
        try {
            victim.freeze(FREEZE).join();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return Ending.of("Instance %d stood still for %d s%s".formatted(victim.number(), FREEZE.toSeconds(),
                led ? " while it loaded" : ""), stage.figures());
    }

    /**
     * Sends callers to the victim, and to the others when the victim has begun to load.
     * @return whether it has
     */
    private static boolean stampede(Instance victim, Stage stage) throws InterruptedException {
        List<Instance> others = stage.instances().serving().stream().filter((other) -> other != victim).toList();
        stage.calm();
        stage.evict();
        stage.tell(
                "Instance %d loads the value, and the others wait for it or load it, too.".formatted(victim.number()));
        stage.measure();
        stage.crowd(CROWD, List.of(victim));
        boolean led = stage.awaitQuery((gauge) -> gauge.of(victim.number()) > 0);
        stage.crowd(CROWD * others.size(), others);
        return led;
    }

}
