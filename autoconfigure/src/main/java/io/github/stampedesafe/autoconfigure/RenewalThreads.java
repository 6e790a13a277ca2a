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

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of background renewals, named {@code stampede-safe-renewal-N}. Which
 * renewals run, wait and are refused is the engine's to decide: it asks for no more at
 * one time than there are threads. Idle threads end.
 */
final class RenewalThreads extends ThreadPoolExecutor implements DisposableBean {

    private static final String NAME = "stampede-safe-renewal-";

    RenewalThreads(int threads, boolean virtual) {
        super(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                virtual ? new VirtualThreadTaskExecutor(NAME).getVirtualThreadFactory() : platformThreads());
        allowCoreThreadTimeOut(true);
    }

    /** Gives running renewals a second to end, then interrupts them. */
    @Override
    public void destroy() throws InterruptedException {
        shutdown();
        getQueue().clear();
        if (!awaitTermination(1, TimeUnit.SECONDS)) {
            shutdownNow();
        }
    }

    private static ThreadFactory platformThreads() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(NAME);
        threads.setDaemon(true);
        return threads;
    }

}
