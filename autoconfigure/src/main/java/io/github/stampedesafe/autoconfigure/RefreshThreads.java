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
 * The threads of background refreshes, named {@code stampede-safe-refresh-N}. Which
 * refreshes run, wait and are refused is the engine's to decide: it asks for no more at
 * one time than there are threads. The queue is for the moment in which a thread that has
 * ended one is not back for the next; what does not fit into it is refused. Idle threads
 * end.
 */
final class RefreshThreads extends ThreadPoolExecutor implements DisposableBean {

    private static final String NAME = "stampede-safe-refresh-";

    private final @Nullable ClassLoader classLoader;

    /**
     * Creates the threads.
     * @param classLoader the application's
     */
    RefreshThreads(int threads, boolean virtual, @Nullable ClassLoader classLoader) {
        super(threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(threads),
                virtual ? ApplicationThreads.virtual(NAME, classLoader) : new ApplicationThreads(NAME, classLoader));
        this.classLoader = classLoader;
        allowCoreThreadTimeOut(true);
    }

    /** A load may have left another class loader behind. */
    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        thread.setContextClassLoader(this.classLoader);
    }

    /** Gives running refreshes a second to end, then interrupts them. */
    @Override
    public void destroy() throws InterruptedException {
        shutdown();
        getQueue().clear();
        if (!awaitTermination(1, TimeUnit.SECONDS)) {
            shutdownNow();
        }
    }

}
