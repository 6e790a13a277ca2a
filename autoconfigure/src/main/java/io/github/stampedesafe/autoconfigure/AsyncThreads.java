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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

import io.github.stampedesafe.engine.Delay;

/**
 * The threads for steps of calls that no thread waits for, named
 * {@code stampede-safe-async-N}, and one for the ends of their waits. A step begins a
 * load, reads and writes a value, or completes a future. Steps that find no thread wait,
 * however many there are: each is a part of a call that has begun. Idle threads end.
 */
final class AsyncThreads implements Executor, Delay, DisposableBean {

    private static final String NAME = "stampede-safe-async-";

    private static final Duration IDLE = Duration.ofSeconds(10);

    private final Executor steps;

    private final ScheduledThreadPoolExecutor timer;

    /**
     * Creates the threads.
     * @param threads how many; not asked with virtual threads, of which each step has its
     * own
     * @param classLoader the application's
     */
    AsyncThreads(int threads, boolean virtual, @Nullable ClassLoader classLoader) {
        this.steps = virtual ? virtual(classLoader) : new Steps(threads, classLoader);
        this.timer = new ScheduledThreadPoolExecutor(1, new ApplicationThreads(NAME + "timer-", classLoader));
        this.timer.setKeepAliveTime(IDLE.toNanos(), TimeUnit.NANOSECONDS);
        this.timer.allowCoreThreadTimeOut(true);
        this.timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable step) {
        this.steps.execute(step);
    }

    @Override
    public Runnable after(Duration time, Runnable task) {
        Future<?> scheduled = this.timer.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Refuses all further steps, which ends the calls they are of. */
    @Override
    public void destroy() {
        this.timer.shutdownNow();
        if (this.steps instanceof Steps threads) {
            threads.shutdown();
        }
    }

    private static Executor virtual(@Nullable ClassLoader classLoader) {
        ThreadFactory threads = ApplicationThreads.virtual(NAME, classLoader);
        return (step) -> threads.newThread(step).start();
    }

    private static final class Steps extends ThreadPoolExecutor {

        private final @Nullable ClassLoader classLoader;

        Steps(int threads, @Nullable ClassLoader classLoader) {
            // A queue without a lock: event loops put steps into it.
            super(threads, threads, IDLE.toNanos(), TimeUnit.NANOSECONDS, new LinkedTransferQueue<>(),
                    new ApplicationThreads(NAME, classLoader));
            this.classLoader = classLoader;
            allowCoreThreadTimeOut(true);
        }

        /** A load may have left another class loader behind. */
        @Override
        protected void beforeExecute(Thread thread, Runnable step) {
            thread.setContextClassLoader(this.classLoader);
        }

    }

}
