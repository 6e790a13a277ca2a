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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** A source that takes its time, and says when it is asked. */
class SlowSource {

    static final Duration COST = Duration.ofMillis(200);

    @StampedeSafeCacheable(cacheName = "ranked", key = "#number")
    public String read(int number) {
        System.out.println("load " + number + " " + System.currentTimeMillis());
        long end = System.nanoTime() + COST.toNanos();
        for (long left = COST.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        System.out.println("loaded " + number + " " + System.currentTimeMillis());
        return "value of " + number;
    }

}
