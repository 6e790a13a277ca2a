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

package io.github.stampedesafe.engine;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The load by which the calls of the current thread are made. A thread that takes steps
 * of an attempt names the attempt, so that the attempt of each call that the steps make
 * knows its outer one. A load that goes on on other threads takes it there.
 *
 * @see RecursionRule
 */
public final class OuterLoad {

    private static final ThreadLocal<@Nullable LoadAttempt> RUNNING = new ThreadLocal<>();

    private final LoadAttempt attempt;

    private OuterLoad(LoadAttempt attempt) {
        this.attempt = attempt;
    }

    /** Returns the load that the current thread runs, {@code null} if it runs none. */
    public static @Nullable OuterLoad current() {
        LoadAttempt running = running();
        return (running != null) ? new OuterLoad(running) : null;
    }

    /** Returns the attempt that the current thread takes steps of, if there is one. */
    static @Nullable LoadAttempt running() {
        return RUNNING.get();
    }

    /**
     * Makes calls on behalf of this load.
     * @param calls makes them on the current thread
     * @return what they return
     */
    public <T extends @Nullable Object> T during(Supplier<T> calls) {
        return during(this.attempt, calls);
    }

    /**
     * Takes steps of an attempt, which is the outer one of all that they call: not only
     * the load but its codec, its conditions and its listeners may ask a cache.
     * @param attempt the attempt, {@code null} for steps that no load called
     * @return what the steps return
     */
    static <T extends @Nullable Object> T during(@Nullable LoadAttempt attempt, Supplier<T> steps) {
        LoadAttempt before = RUNNING.get();
        RUNNING.set(attempt);
        try {
            return steps.get();
        }
        finally {
            if (before != null) {
                RUNNING.set(before);
            }
            else {
                RUNNING.remove();
            }
        }
    }

}
