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

package io.github.stampedesafe.benchmarks.soak;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.stampedesafe.test.redis.RedisProcess;

/** Freezes Redis for three seconds, a minute later kills it for two, and so on. */
final class Troubles {

    private static final Duration APART = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final RedisProcess redis;

    private final Calm calm;

    private ScheduledFuture<?> next;

    private long left;

    private boolean paused;

    private int count;

    Troubles(RedisProcess redis, Calm calm) {
        this.redis = redis;
        this.calm = calm;
        this.next = after(APART.toMillis());
    }

    /** Lets none begin. One that lasts goes on. */
    synchronized void pause() {
        this.left = Math.max(0, this.next.getDelay(TimeUnit.MILLISECONDS));
        this.paused = true;
        this.next.cancel(false);
    }

    /** Goes on with what was left of the time between two. */
    synchronized void resume() {
        this.paused = false;
        this.next = after(this.left);
    }

    /** Begins no more, and waits for the end of one that lasts. */
    void stop() throws InterruptedException {
        this.timer.shutdown();
        this.timer.awaitTermination(1, TimeUnit.MINUTES);
    }

    private ScheduledFuture<?> after(long millis) {
        return this.timer.scheduleWithFixedDelay(this::begin, millis, APART.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void begin() {
        if (this.paused) {
            return;
        }
        this.calm.begin();
        boolean freezes = this.count++ % 2 == 0;
        if (freezes) {
            this.redis.freeze();
        }
        else {
            this.redis.kill();
        }
        var unused = this.timer.schedule(() -> end(freezes), freezes ? 3 : 2, TimeUnit.SECONDS);
    }

    private void end(boolean frozen) {
        if (frozen) {
            this.redis.thaw();
        }
        else {
            this.redis.restart();
        }
        this.calm.end();
    }

}
