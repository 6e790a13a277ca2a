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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A caller whose thread blocks until the attempt is over, and runs all its steps. So a
 * load has the transaction, the security context and the locale of its caller. Several
 * attempts may run on it, see {@link BulkCall}.
 * <p>
 * Other threads put steps into a queue, and the thread of the caller takes them out. If
 * it is interrupted, what it waits for fails; so does every later wait that would block,
 * because the attempt has only to be ended then. The thread leaves with its interrupt
 * flag set.
 */
final class BlockingCaller implements Caller {

    /** What is waited for without a limit has a limit of its own. */
    private static final Duration UNLIMITED = Duration.ofHours(1);

    /** How long the step of an answer that is there may take to come. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Waiting waiting;

    private final LongSupplier nanoTime;

    private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();

    private volatile CompletableFuture<Void> news = new CompletableFuture<>();

    private @Nullable LoadAttempt attempt;

    /** What is waited for: of one attempt, one thing at a time. */
    private final List<Wait> waits = new ArrayList<>();

    private boolean interrupted;

    BlockingCaller(EngineResources resources) {
        this.waiting = resources.waiting();
        this.nanoTime = resources.nanoTime();
    }

    /**
     * Runs an attempt, or several, to the end on the current thread.
     * @param beginning begins it
     * @return what it brought
     * @throws Throwable what it failed with; of a load, what the load threw
     */
    <T extends @Nullable Object> T run(Supplier<CompletionStage<T>> beginning) throws Throwable {
        LoadAttempt attempt = this.attempt;
        try {
            return Steps.result((attempt != null) ? OuterLoad.during(attempt, () -> end(beginning)) : end(beginning));
        }
        finally {
            if (attempt != null) {
                attempt.end();
            }
            if (this.interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T extends @Nullable Object> CompletableFuture<T> end(Supplier<CompletionStage<T>> beginning) {
        CompletableFuture<T> result = Steps.begin(beginning).toCompletableFuture();
        while (!result.isDone()) {
            next().run();
        }
        return result;
    }

    @Override
    public void runs(@Nullable LoadAttempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public <T extends @Nullable Object> CompletionStage<T> answer(CompletionStage<T> stage) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        this.waits.add(new Wait(stage, null, 0, () -> {
        }, answer));
        stage.whenComplete((value, failure) -> execute(() -> Steps.end(answer, value, failure)));
        return answer;
    }

    @Override
    public CompletionStage<Boolean> await(CompletionStage<?> event, Duration atMost) {
        CompletableFuture<Boolean> happened = new CompletableFuture<>();
        this.waits.add(new Wait(event, atMost, this.nanoTime.getAsLong(), () -> happened.complete(false), happened));
        Steps.unlessOver(event, happened, () -> execute(() -> happened.complete(true)));
        return happened;
    }

    @Override
    public boolean isInterrupted() {
        return this.interrupted || Thread.currentThread().isInterrupted();
    }

    @Override
    public void interrupt() {
        this.interrupted = true;
    }

    private void execute(Runnable step) {
        this.steps.add(step);
        this.news.complete(null);
    }

    private Runnable next() {
        Runnable step = this.steps.poll();
        while (step == null) {
            CompletableFuture<Void> armed = new CompletableFuture<>();
            this.news = armed;
            // A step that came before the news was armed is in the queue.
            step = this.steps.poll();
            step = (step != null) ? step : pause(armed);
        }
        return step;
    }

    /** Blocks; returns a step if a wait ends without its event. */
    private @Nullable Runnable pause(CompletableFuture<Void> armed) {
        this.waits.removeIf((wait) -> wait.end().isDone());
        Wait next = next(this.waits);
        if (this.interrupted) {
            return () -> endWaits(new InterruptedException());
        }
        try {
            if (this.waiting.await(armed, next.left(this.nanoTime.getAsLong()))) {
                return null;
            }
            if (next.limit() == null && next.event().toCompletableFuture().isDone()) {
                throw lost();
            }
            return next.expiry();
        }
        catch (InterruptedException ex) {
            this.interrupted = true;
            return () -> endWaits(ex);
        }
    }

    /** Returns the wait whose time is over first. */
    private Wait next(List<Wait> waits) {
        long now = this.nanoTime.getAsLong();
        return waits.stream().min(Comparator.comparing((wait) -> wait.left(now))).orElseThrow(BlockingCaller::lost);
    }

    private void endWaits(InterruptedException interrupt) {
        List.copyOf(this.waits).forEach((wait) -> wait.end().completeExceptionally(interrupt));
    }

    /**
     * An attempt goes on when its wait ends. If no wait is left and no step has come of
     * any, none ever will: the thread had no stack or memory left to make it.
     */
    private static InternalError lost() {
        return new InternalError("A step was lost, because its thread had no stack or memory left");
    }

    /**
     * What the attempt waits for.
     *
     * @param event the event or the answer
     * @param limit the longest wait, {@code null} for none
     * @param since nano time at which the wait began
     * @param expiry ends the wait when its limit is over
     * @param end completes when the wait ends
     */
    private record Wait(CompletionStage<?> event, @Nullable Duration limit, long since, Runnable expiry,
            CompletableFuture<?> end) {

        private Duration left(long now) {
            if (this.limit == null) {
                return this.event.toCompletableFuture().isDone() ? GRACE : UNLIMITED;
            }
            return this.limit.minusNanos(now - this.since);
        }

    }

}
