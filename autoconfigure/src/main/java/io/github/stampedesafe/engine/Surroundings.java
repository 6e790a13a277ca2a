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

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Everything the engine does not decide itself: time, chance and threads.
 *
 * @param time the store's time, by which entries are judged
 * @param nanoTime measures durations, as {@link System#nanoTime()} does
 * @param random chance, for jitter and early renewal; thread-safe
 * @param waiting how callers wait
 * @param renewals runs background renewals; asked for as many at one time as the
 * {@link SingleFlightCache.Settings} allow, may refuse with a
 * {@link java.util.concurrent.RejectedExecutionException}
 * @param context gives a background load what it is to have of the thread that asked for
 * it, on which it is called
 */
public record Surroundings(InstantSource time, LongSupplier nanoTime, RandomGenerator random, Waiting waiting,
        Executor renewals, UnaryOperator<Runnable> context) {

    /** Creates surroundings in which background loads have nothing of whoever asked. */
    public Surroundings(InstantSource time, LongSupplier nanoTime, RandomGenerator random, Waiting waiting,
            Executor renewals) {
        this(time, nanoTime, random, waiting, renewals, UnaryOperator.identity());
    }

}
