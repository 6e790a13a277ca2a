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

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What scenarios are made of. All of it happens in both lanes at the same moment. It is
 * used by one thread, and by one scenario at a time.
 */
final class Stage {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Callers callers;

    private final Traffic traffic;

    private final Instances instances;

    private final Map<LaneName, Round> rounds = new EnumMap<>(LaneName.class);

    private final Consumer<String> audience;

    Stage(Callers callers, Traffic traffic, Instances instances, Consumer<String> audience) {
        this.callers = callers;
        this.traffic = traffic;
        this.instances = instances;
        this.audience = audience;
    }

    /** Says what happens now. */
    void tell(String sentence) {
        this.audience.accept(sentence);
    }

    /** Stops the traffic and waits until nobody waits. */
    void calm() throws InterruptedException {
        this.traffic.flow(0);
        for (LaneName lane : LaneName.values()) {
            this.callers.lane(lane).awaitCalm(LONGEST_WAIT);
        }
    }

    /** Evicts the main key. */
    void evict() throws InterruptedException {
        List<Instance> serving = this.instances.serving();
        if (serving.isEmpty()) {
            throw Refusal.conflict("No instance is up.");
        }
        for (LaneName lane : LaneName.values()) {
            this.callers.evict(lane, serving.get(0), Settings.MAIN_KEY);
            this.callers.lane(lane).evicted(Settings.MAIN_KEY, 0);
        }
    }

    /** Counts the callers from now on. */
    void measure() {
        for (LaneName lane : LaneName.values()) {
            this.rounds.put(lane, this.callers.lane(lane).begin());
        }
    }

    /** Sends callers at once, in turn to all instances. */
    void crowd(int number) {
        this.traffic.send(number, () -> Settings.MAIN_KEY);
    }

    /** Stops the traffic, waits for all answers and returns what was measured. */
    Figures figures() throws InterruptedException {
        calm();
        for (LaneName lane : LaneName.values()) {
            this.callers.lane(lane).stopCounting();
        }
        return new Figures(this.callers.lane(LaneName.PROTECTED).callers(round(LaneName.PROTECTED)),
                figures(LaneName.PROTECTED), figures(LaneName.UNPROTECTED));
    }

    private LaneFigures figures(LaneName lane) {
        return this.callers.lane(lane).figures(round(lane));
    }

    private Round round(LaneName lane) {
        return Objects.requireNonNull(this.rounds.get(lane), "nothing was measured");
    }

}
