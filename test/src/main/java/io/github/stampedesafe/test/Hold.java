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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A point at which one thread, or one load, is stopped, so that a test can look and act
 * while the window is open. Ten seconds without the other side fail the test.
 * Thread-safe.
 */
public final class Hold {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String NEVER_RELEASED = "A thread was held and never released";

    private final CountDownLatch reached = new CountDownLatch(1);

    private final CompletableFuture<@Nullable Void> released = new CompletableFuture<>();

    /**
     * Waits until something stands at this point.
     * @return this
     * @throws AssertionError if nothing comes within ten seconds
     */
    public Hold awaitReached() {
        try {
            if (!this.reached.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Nobody came to the point where a thread was to be held");
            }
        }
        catch (InterruptedException ex) {
            throw new AssertionError("The test was interrupted", ex);
        }
        return this;
    }

    /** Whether something came to this point. */
    public boolean isReached() {
        return this.reached.getCount() == 0;
    }

    /** Lets what stands here go on, and whatever comes later. */
    public void release() {
        // Not on the thread of the test: what goes on may wait for the test.
        var unused = this.released.completeAsync(() -> null);
    }

    /**
     * Stops here, until released. Called by the thread that is held.
     * @throws AssertionError if nobody releases it within ten seconds
     * @throws InterruptedException if the thread is interrupted
     */
    public void stop() throws InterruptedException {
        this.reached.countDown();
        try {
            this.released.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (TimeoutException ex) {
            throw new AssertionError(NEVER_RELEASED, ex);
        }
        catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Stops here, until released, whether the thread is interrupted or not. */
    public void stopUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                stop();
                break;
            }
            catch (InterruptedException ex) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns a stage that ends as another one does, but not before this point is
     * released. The point is reached when the other stage ends. No thread waits.
     */
    <T extends @Nullable Object> CompletionStage<T> stop(CompletionStage<T> stage) {
        CompletableFuture<T> held = new CompletableFuture<>();
        var unused = stage.whenComplete((value, failure) -> {
            this.reached.countDown();
            endWhenReleased(held, value, failure);
        });
        return held;
    }

    private <T extends @Nullable Object> void endWhenReleased(CompletableFuture<T> held, T value,
            @Nullable Throwable failure) {
        var unused = this.released.copy()
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((none, late) -> end(held, value, (late != null) ? neverReleased(late) : failure));
    }

    private static AssertionError neverReleased(Throwable cause) {
        return new AssertionError(NEVER_RELEASED, cause);
    }

    private static <T extends @Nullable Object> void end(CompletableFuture<T> held, T value,
            @Nullable Throwable failure) {
        if (failure != null) {
            held.completeExceptionally(failure);
        }
        else {
            held.complete(value);
        }
    }

}
