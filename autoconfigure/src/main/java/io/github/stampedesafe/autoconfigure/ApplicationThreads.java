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

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Makes the threads of background work. They have the class loader of the application,
 * and nothing of the thread that happens to start them: neither its class loader nor its
 * inheritable {@code ThreadLocal}s, which are of one caller.
 */
final class ApplicationThreads implements ThreadFactory {

    private final String namePrefix;

    private final @Nullable ClassLoader classLoader;

    private final AtomicInteger started = new AtomicInteger();

    /**
     * Creates a factory of daemon threads.
     * @param namePrefix what names begin with, before a number from 1 on
     * @param classLoader the application's
     */
    ApplicationThreads(String namePrefix, @Nullable ClassLoader classLoader) {
        this.namePrefix = namePrefix;
        this.classLoader = classLoader;
    }

    /**
     * Returns a factory of virtual threads. They inherit {@code ThreadLocal}s, because
     * Java 17 cannot ask for others.
     */
    static ThreadFactory virtual(String namePrefix, @Nullable ClassLoader classLoader) {
        ThreadFactory factory = new VirtualThreadTaskExecutor(namePrefix).getVirtualThreadFactory();
        return (run) -> {
            Thread thread = factory.newThread(run);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
    }

    @Override
    public Thread newThread(Runnable run) {
        Thread thread = new Thread(null, run, this.namePrefix + this.started.incrementAndGet(), 0, false);
        thread.setContextClassLoader(this.classLoader);
        thread.setDaemon(true);
        return thread;
    }

}
