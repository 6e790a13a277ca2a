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

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * The threads that evaluate with which arguments schedules call their methods, named
 * {@code stampede-safe-schedule-N}. That is code of the application, which may take its
 * time: it must not take threads from refreshes. Each schedule has at most one evaluation
 * that runs or waits; one that does so for long is told of by the schedule itself. Idle
 * threads end.
 */
final class ScheduleThreads extends ThreadPoolExecutor implements DisposableBean {

    private static final int THREADS = 8;

    /** Schedules that wait for a thread; what does not fit is told of and tried again. */
    private static final int WAITING = 1000;

    /**
     * Creates the threads.
     * @param classLoader the application's
     */
    ScheduleThreads(@Nullable ClassLoader classLoader) {
        super(THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
                new ApplicationThreads("stampede-safe-schedule-", classLoader));
        allowCoreThreadTimeOut(true);
    }

    /** Nobody needs an evaluation after the end. */
    @Override
    public void destroy() {
        shutdownNow();
    }

}
