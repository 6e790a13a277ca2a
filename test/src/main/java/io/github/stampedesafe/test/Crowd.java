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

package io.github.stampedesafe.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * Callers, each on a thread of its own, that start together behind one barrier. They are
 * on their way when the crowd is created; the methods that return what they got wait for
 * all of them. A caller that is not back after twenty real seconds fails the test.
 * Thread-safe.
 * <p>
 * {@code assertThat(crowd)} offers what {@link CrowdAssert} checks.
 */
public final class Crowd implements AssertProvider<CrowdAssert> {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Thread> threads = new ArrayList<>();

    private final List<FutureTask<Result>> callers = new ArrayList<>();

    private final int instances;

    private final @Nullable LoadCount loads;

    private Crowd(int instances, @Nullable LoadCount loads) {
        this.instances = instances;
        this.loads = loads;
    }

    /**
     * Starts callers that all make the same call.
     * @param callers how many, at least one
     * @param call what each does
     */
    public static Crowd of(int callers, Call call) {
        return of(Collections.nCopies(callers, call));
    }

    /** Starts one caller. */
    public static Crowd one(Call call) {
        return of(1, call);
    }

    /**
     * Starts one caller for each call.
     * @param calls the calls, at least one
     */
    public static Crowd of(List<Call> calls) {
        return start(calls, 1, null);
    }

    /** Starts one caller for each call, on instances whose loads are counted. */
    static Crowd start(List<Call> calls, int instances, @Nullable LoadCount loads) {
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("A crowd must have at least one caller but has 0");
        }
        Crowd crowd = new Crowd(instances, loads);
        CyclicBarrier barrier = new CyclicBarrier(calls.size());
        for (Call call : calls) {
            FutureTask<Result> caller = new FutureTask<>(started(barrier, call));
            Thread thread = new Thread(caller, "caller-" + crowd.threads.size());
            thread.setDaemon(true);
            crowd.callers.add(caller);
            crowd.threads.add(thread);
        }
        crowd.threads.forEach(Thread::start);
        return crowd;
    }

    /** Waits for all callers; returns what they got. A failure fails the test. */
    public List<@Nullable Object> results() {
        List<@Nullable Object> results = new ArrayList<>();
        for (Result result : await()) {
            if (result.failure != null) {
                throw new AssertionError("A caller got a failure", result.failure);
            }
            results.add(result.value);
        }
        return results;
    }

    /** Waits for the only caller; returns what it got. */
    public @Nullable Object result() {
        return results().get(0);
    }

    /** Waits for all callers; returns what was thrown at them, each time it was. */
    public List<Throwable> failures() {
        List<Throwable> failures = new ArrayList<>();
        for (Result result : await()) {
            if (result.failure != null) {
                failures.add(result.failure);
            }
        }
        return failures;
    }

    /** Waits for the only caller; returns what was thrown at it. */
    public Throwable failure() {
        List<Throwable> failures = failures();
        if (failures.size() != 1) {
            throw new AssertionError("Expected one failure, but there are " + failures + " and " + await());
        }
        return failures.get(0);
    }

    /** Interrupts all callers. */
    public void interrupt() {
        this.threads.forEach(Thread::interrupt);
    }

    /** Whether all callers are back. */
    public boolean isDone() {
        return this.callers.stream().allMatch(FutureTask::isDone);
    }

    /** For AssertJ: {@code assertThat(crowd)} calls it. */
    @Override
    public CrowdAssert assertThat() {
        return new CrowdAssert(this);
    }

    /** Waits for all callers; returns how they fared. */
    CrowdFigures figures() {
        List<@Nullable Object> answers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Duration longest = Duration.ZERO;
        for (Result result : await()) {
            longest = (longest.compareTo(result.waited) < 0) ? result.waited : longest;
            if (result.failure != null) {
                failures.add(result.failure);
            }
            else {
                answers.add(result.value);
            }
        }
        return new CrowdFigures(this.callers.size(), this.instances, (this.loads != null) ? this.loads.count() : null,
                answers, failures, longest);
    }

    private List<Result> await() {
        List<Result> results = new ArrayList<>();
        for (FutureTask<Result> caller : this.callers) {
            try {
                results.add(caller.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            }
            catch (TimeoutException | ExecutionException | InterruptedException ex) {
                throw new AssertionError("A caller is not back: " + stacks(), ex);
            }
        }
        return results;
    }

    private String stacks() {
        StringBuilder text = new StringBuilder();
        for (Thread thread : this.threads) {
            text.append('\n').append(thread.getName()).append(' ').append(thread.getState());
            for (StackTraceElement element : thread.getStackTrace()) {
                text.append("\n  ").append(element);
            }
        }
        return text.toString();
    }

    private static Callable<Result> started(CyclicBarrier barrier, Call call) {
        return () -> {
            try {
                barrier.await(10, TimeUnit.SECONDS);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            catch (BrokenBarrierException ex) {
                // Another caller was interrupted at the start: so be it.
            }
            return result(call);
        };
    }

    private static Result result(Call call) {
        long start = System.nanoTime();
        try {
            Object value = call.call();
            return new Result(value, null, Duration.ofNanos(System.nanoTime() - start));
        }
        catch (Throwable ex) {
            return new Result(null, ex, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** What a caller does. */
    @FunctionalInterface
    public interface Call {

        /**
         * Makes the call.
         * @return the answer
         * @throws Throwable anything; the crowd remembers it
         */
        @Nullable Object call() throws Throwable;

    }

    private record Result(@Nullable Object value, @Nullable Throwable failure, Duration waited) {
    }

}
