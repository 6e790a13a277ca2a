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

import org.jspecify.annotations.Nullable;

/**
 * Something that goes on while the application runs.
 *
 * @param name what it does, for the log
 * @param run what to do at the start, and again
 * @param period time from the end of one run to the start of the next; {@code null} =
 * runs once
 * @param pace what a run may wait for
 * @param stop what to do at the end
 */
record BackgroundTask(String name, Runnable run, @Nullable Duration period, Pace pace, Runnable stop) {

    /** Returns a task that may wait for Redis. */
    static BackgroundTask polling(String name, Duration period, Runnable run) {
        return new BackgroundTask(name, run, period, Pace.WAITS_FOR_REDIS, BackgroundTask::nothing);
    }

    /** Returns a task that never waits. */
    static BackgroundTask quick(String name, Duration period, Runnable run) {
        return new BackgroundTask(name, run, period, Pace.NEVER_WAITS, BackgroundTask::nothing);
    }

    /** Returns a task that runs code of the application, which may take its time. */
    static BackgroundTask calling(String name, Duration period, Runnable run) {
        return new BackgroundTask(name, run, period, Pace.CALLS_THE_APPLICATION, BackgroundTask::nothing);
    }

    /** Returns a task that runs at the start of the application and at its end. */
    static BackgroundTask bracket(String name, Runnable start, Runnable stop) {
        return new BackgroundTask(name, start, null, Pace.WAITS_FOR_REDIS, stop);
    }

    private static void nothing() {
    }

    /** What a run may wait for. Tasks of different paces do not wait for each other. */
    enum Pace {

        /** Redis. */
        WAITS_FOR_REDIS,

        /** Nothing. */
        NEVER_WAITS,

        /** Whatever the application does. */
        CALLS_THE_APPLICATION

    }

}
