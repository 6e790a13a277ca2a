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
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.context.SmartLifecycle;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.autoconfigure.BackgroundTask.Pace;

/**
 * Runs the background tasks between the start and the stop of the application, on a
 * thread for each pace: nothing delays the extension of leases, which never waits. A run
 * that fails is repeated like any other.
 */
final class BackgroundTasks implements SmartLifecycle, BeanClassLoaderAware {

    /** After the connections, which start early; before anything that takes requests. */
    private static final int PHASE = 1000;

    private static final Logger logger = LoggerFactory.getLogger(BackgroundTasks.class);

    private final Supplier<List<BackgroundTask>> tasks;

    private final BooleanSupplier wanted;

    private final Duration startTimeout;

    private final Duration useTimeout;

    private final Set<String> failed = new HashSet<>();

    private ClassLoader classLoader = BackgroundTasks.class.getClassLoader();

    private boolean started;

    private @Nullable Running running;

    /**
     * Creates the tasks' runner.
     * @param tasks the tasks, asked for when they begin
     * @param wanted whether they begin at the start; if not, they wait for
     * {@link #begin()}
     * @param startTimeout how long a start waits for the first runs of what may wait for
     * Redis, so that an application with Redis at hand begins with its time
     * @param useTimeout how long {@link #begin()} waits for them
     */
    BackgroundTasks(Supplier<List<BackgroundTask>> tasks, BooleanSupplier wanted, Duration startTimeout,
            Duration useTimeout) {
        this.tasks = tasks;
        this.wanted = wanted;
        this.startTimeout = startTimeout;
        this.useTimeout = useTimeout;
    }

    @Override
    public synchronized void start() {
        this.started = true;
        if (this.wanted.getAsBoolean()) {
            begin(this.startTimeout);
        }
    }

    /**
     * Begins the tasks of a started application, unless they run. The first runs may need
     * a bean whose creation waits for the caller, because a first use often creates beans
     * itself: the wait for the runs is short.
     */
    synchronized void begin() {
        begin(this.useTimeout);
    }

    private void begin(Duration timeout) {
        if (this.started && this.running == null) {
            Running started = new Running(this.tasks.get(), timers());
            this.running = started;
            started.tasks().forEach((task) -> schedule(task, started.timer(task.pace())));
            awaitFirstRuns(started.timer(Pace.WAITS_FOR_REDIS), timeout);
        }
    }

    @Override
    public synchronized void stop() {
        this.started = false;
        Running stopped = this.running;
        if (stopped != null) {
            this.running = null;
            stopped.timers().values().forEach(BackgroundTasks::stop);
            stopped.tasks().forEach((task) -> run(task, task.stop()));
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.started;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void schedule(BackgroundTask task, ScheduledExecutorService timer) {
        if (task.period() == null) {
            timer.execute(() -> run(task, task.run()));
        }
        else {
            var unused = timer.scheduleWithFixedDelay(() -> run(task, task.run()), 0, task.period().toNanos(),
                    TimeUnit.NANOSECONDS);
        }
    }

    private static void awaitFirstRuns(ScheduledExecutorService polls, Duration timeout) {
        try {
            polls.submit(() -> true).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        catch (ExecutionException | TimeoutException ex) {
            logger.debug("Started before the first runs ended", ex);
        }
    }

    private void run(BackgroundTask task, Runnable part) {
        try {
            part.run();
        }
        catch (CacheUnavailableException ex) {
            logger.debug("Redis did not answer: " + task.name(), ex);
        }
        catch (RuntimeException | Error ex) {
            if (isFirstFailure(task)) {
                logger.warn("Failed and goes on: " + task.name(), ex);
            }
        }
    }

    private boolean isFirstFailure(BackgroundTask task) {
        synchronized (this.failed) {
            return this.failed.add(task.name());
        }
    }

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    private Map<Pace, ScheduledExecutorService> timers() {
        ThreadFactory threads = new ApplicationThreads("stampede-safe-timer-", this.classLoader);
        Map<Pace, ScheduledExecutorService> timers = new EnumMap<>(Pace.class);
        for (Pace pace : Pace.values()) {
            timers.put(pace, timer(threads));
        }
        return timers;
    }

    private static ScheduledExecutorService timer(ThreadFactory threads) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static void stop(ScheduledExecutorService timer) {
        timer.shutdownNow();
        try {
            timer.awaitTermination(2, TimeUnit.SECONDS);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs between a start and a stop. */
    private record Running(List<BackgroundTask> tasks, Map<Pace, ScheduledExecutorService> timers) {

        private ScheduledExecutorService timer(Pace pace) {
            return Objects.requireNonNull(this.timers.get(pace));
        }

    }

}
