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
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

import io.github.stampedesafe.store.StoreClock;

/**
 * What the engine takes from outside: time, chance and threads.
 *
 * @param time the store's time, by which entries are judged
 * @param nanoTime measures durations, as {@link System#nanoTime()} does
 * @param random chance, for jitter and early refresh; thread-safe
 * @param waiting how callers wait
 * @param refreshes runs background refreshes; asked for as many at one time as the
 * {@link EngineSettings} allow, may refuse with a
 * {@link java.util.concurrent.RejectedExecutionException}
 * @param context gives a load that runs on another thread what it is to have of the
 * thread that asked for it, on which it is called. What it returns may run several times,
 * one after the other
 * @param steps runs the steps of calls that no thread waits for
 * @param delay ends the waits of such calls
 */
public record EngineResources(InstantSource time, LongSupplier nanoTime, RandomGenerator random, Waiting waiting,
        Executor refreshes, UnaryOperator<Runnable> context, Executor steps, Delay delay) {

    /** Creates resources with which asynchronous calls use the common pool. */
    public EngineResources(InstantSource time, LongSupplier nanoTime, RandomGenerator random, Waiting waiting,
            Executor refreshes, UnaryOperator<Runnable> context) {
        this(time, nanoTime, random, waiting, refreshes, context, ForkJoinPool.commonPool(), Delay.system());
    }

    /** Creates resources with which background loads carry no context of a caller. */
    public EngineResources(InstantSource time, LongSupplier nanoTime, RandomGenerator random, Waiting waiting,
            Executor refreshes) {
        this(time, nanoTime, random, waiting, refreshes, UnaryOperator.identity());
    }

    /** Returns the store's time, as a clock that can say it of a moment. */
    StoreClock storeClock() {
        return (this.time instanceof StoreClock clock) ? clock : this.time::instant;
    }

}
