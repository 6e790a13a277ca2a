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
import java.util.List;

/**
 * A new release that stores another type, so that it has keys of its own: its cache is
 * empty. Half of the instances are replaced at a time while the traffic goes on.
 */
final class Deploy implements Play {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final int perSecond;

    Deploy(int perSecond) {
        this.perSecond = perSecond;
    }

    @Override
    public Ending on(Stage stage) throws InterruptedException {
        List<Instance> old = stage.instances().serving();
        stage.refill();
        stage.measure();
        stage.flow(this.perSecond);
        stage.instances().release();
        int half = (old.size() + 1) / 2;
        replace(old.subList(0, half), stage);
        replace(old.subList(half, old.size()), stage);
        stage.pause(Duration.ofSeconds(1));
        return Ending.of("During the deployment", stage.figures());
    }

    private static void replace(List<Instance> old, Stage stage) throws InterruptedException {
        for (Instance instance : old) {
            stage.tell("Instance %d is replaced by a new release, whose cache is empty.".formatted(instance.number()));
            instance.leave();
            stage.calm(instance);
            instance.close();
        }
        List<Instance> replacements = old.stream()
            .map((instance) -> stage.instances().start(instance.number()))
            .toList();
        for (Instance replacement : replacements) {
            replacement.awaitUp(LONGEST_START);
        }
    }

}
