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

package io.github.stampedesafe.store;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A timer that needs no owner. The timer of {@code CompletableFuture} would keep the
 * class loader of whatever thread used it first, and runs whatever others attach to it.
 */
final class SharedDelay implements Delay {

    private static final Duration IDLE = Duration.ofSeconds(10);

    static final SharedDelay INSTANCE = new SharedDelay();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, SharedDelay::thread);

    private SharedDelay() {
        this.timer.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
        this.timer.allowCoreThreadTimeOut(true);
    }

    @Override
    public void run(Duration after, Runnable task) {
        var unused = this.timer.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static Thread thread(Runnable run) {
        Thread thread = new Thread(null, run, "stampede-safe-answers", 0, false);
        thread.setContextClassLoader(SharedDelay.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

}
