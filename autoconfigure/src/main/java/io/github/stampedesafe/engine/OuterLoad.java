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
 * The load by which the calls of the current thread are made. A load that goes on on
 * other threads takes it there, so that the {@link AttemptRunner} finds out one that asks
 * for its own key.
 */
public final class OuterLoad {

    private final LoadAttempt attempt;

    private OuterLoad(LoadAttempt attempt) {
        this.attempt = attempt;
    }

    /** Returns the load that the current thread runs, {@code null} if it runs none. */
    public static @Nullable OuterLoad current() {
        LoadAttempt running = LoadAttempt.running();
        return (running != null) ? new OuterLoad(running) : null;
    }

    /**
     * Makes calls on behalf of this load.
     * @param calls makes them on the current thread
     * @return what they return
     */
    public <T extends @Nullable Object> T during(Supplier<T> calls) {
        return LoadAttempt.within(this.attempt, calls);
    }

}
