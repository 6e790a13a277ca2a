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

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * Many keys, filled at the same time, that all expire while callers ask for them: for the
 * second key half as often as for the first, for the third a third as often (Zipf).
 */
final class HotKeys implements Play {

    private static final int PER_SECOND = 120;

    private final double[] shares = new double[Settings.KEYS];

    HotKeys() {
        double sum = 0;
        for (int i = 0; i < this.shares.length; i++) {
            sum += 1d / (i + 1);
            this.shares[i] = sum;
        }
    }

    @Override
    public Ending on(Stage stage) throws InterruptedException {
        stage.calm();
        stage.tell("%d keys are filled at one moment.".formatted(Settings.KEYS));
        AtomicInteger next = new AtomicInteger();
        stage.widen(Settings.KEYS);
        stage.crowd(Settings.KEYS, next::incrementAndGet);
        stage.calm();
        stage.widen(-Settings.KEYS);
        RandomGenerator random = RandomGenerator.getDefault();
        stage.tell("%d callers a second ask for %d keys, which all expire in these seconds.".formatted(PER_SECOND,
                Settings.KEYS));
        stage.measure();
        stage.flow(PER_SECOND, () -> key(random));
        stage.pause(Settings.TTL.plusSeconds(2));
        return Ending.of("With %d keys that expire together".formatted(Settings.KEYS), stage.figures());
    }

    /** Returns the next key, from 1. */
    int key(RandomGenerator random) {
        double drawn = random.nextDouble() * this.shares[this.shares.length - 1];
        int index = Arrays.binarySearch(this.shares, drawn);
        return Math.min(this.shares.length, ((index < 0) ? -index - 1 : index) + 1);
    }

}
