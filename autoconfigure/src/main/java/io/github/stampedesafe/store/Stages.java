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

package io.github.stampedesafe.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.CacheUnavailableException.Reason;

/** Bridges between answers that come later and threads that wait for them. */
public final class Stages {

    private Stages() {
    }

    /**
     * Carries out an operation on the caller's thread, for a store without an
     * asynchronous driver.
     * @param <T> type of the result
     * @param operation the operation, which may block
     * @return a completed stage, which failed with whatever the operation threw
     */
    public static <T extends @Nullable Object> CompletionStage<T> blocking(Supplier<T> operation) {
        try {
            return CompletableFuture.completedFuture(operation.get());
        }
        catch (RuntimeException | Error ex) {
            return CompletableFuture.failedFuture(ex);
        }
    }

    /**
     * Asks one question about each key, all at one time.
     * @param <K> type of the keys
     * @param <T> type of the answers
     * @param keys the keys
     * @param question asks about a key
     * @return the answers that are not {@code null}, in the order of the keys, when the
     * last one is there; fails if a question fails
     */
    public static <K, T> CompletionStage<Map<K, T>> all(List<K> keys,
            Function<K, CompletionStage<@Nullable T>> question) {
        List<CompletableFuture<@Nullable T>> answers = keys.stream()
            .map((key) -> question.apply(key).toCompletableFuture())
            .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).thenApply((done) -> {
            Map<K, T> found = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                T answer = answers.get(i).join();
                if (answer != null) {
                    found.put(keys.get(i), answer);
                }
            }
            return found;
        });
    }

    /**
     * Waits until a stage completes, for as long as that takes: a stage of a store or of
     * leases completes within a bounded time. Never to be called on a thread that
     * completes stages.
     * @param <T> type of the result
     * @param stage the stage; cancelled if the waiting thread is interrupted
     * @return its result
     * @throws CacheUnavailableException if the stage failed with one, or the waiting
     * thread was interrupted, whose interrupted status is then set
     */
    public static <T extends @Nullable Object> T join(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get();
        }
        catch (InterruptedException ex) {
            throw interrupted(future, ex);
        }
        catch (ExecutionException ex) {
            throw failure(ex);
        }
    }

    /**
     * Waits until a stage completes, but no longer than a given time.
     * @param <T> type of the result
     * @param stage the stage; cancelled if it is given up
     * @param atMost the longest wait
     * @return its result
     * @throws CacheUnavailableException as above, or if the time is over
     */
    public static <T extends @Nullable Object> T join(CompletionStage<T> stage, Duration atMost) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
        catch (InterruptedException ex) {
            throw interrupted(future, ex);
        }
        catch (TimeoutException ex) {
            future.cancel(false);
            throw new CacheUnavailableException("No answer within %d ms".formatted(atMost.toMillis()), ex);
        }
        catch (ExecutionException ex) {
            throw failure(ex);
        }
    }

    /**
     * Waits until a stage completes as {@link #join(CompletionStage)} does, also if the
     * thread is interrupted meanwhile: a change that was sent is waited for.
     * @param <T> type of the result
     * @param stage the stage
     * @return its result; the interrupted status is set again
     * @throws CacheUnavailableException if the stage failed with one
     */
    public static <T extends @Nullable Object> T joinUninterruptibly(CompletionStage<T> stage) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return stage.toCompletableFuture().get();
                }
                catch (InterruptedException ex) {
                    interrupted = true;
                }
            }
        }
        catch (ExecutionException ex) {
            throw failure(ex);
        }
        finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Cancels a future, unless the work behind it would go on: of a plain
     * {@link CompletableFuture} only the future ends. Classes whose {@code cancel} does
     * more, as those of HTTP clients and of Reactor do, override it.
     * @param future the future
     * @return whether the future was cancelled, or had been
     */
    public static boolean tryCancel(CompletableFuture<?> future) {
        try {
            Class<?> declared = future.getClass().getMethod("cancel", boolean.class).getDeclaringClass();
            return declared != CompletableFuture.class && future.cancel(true);
        }
        catch (NoSuchMethodException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static CacheUnavailableException interrupted(CompletableFuture<?> future, InterruptedException cause) {
        future.cancel(false);
        Thread.currentThread().interrupt();
        return new CacheUnavailableException(Reason.GIVEN_UP, "Interrupted while waiting for an answer", cause);
    }

    /**
     * Returns what a stage failed with: stages that depend on another one wrap its
     * failure.
     * @param failure what a callback was given
     */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /**
     * Returns the failure of an answer as it is thrown: a driver that failed in a way of
     * its own, with a checked exception, has not answered.
     * @param failure what the stage failed with
     */
    public static Throwable unchecked(Throwable failure) {
        return (failure instanceof Error || failure instanceof RuntimeException) ? failure
                : new CacheUnavailableException("The answer is a failure: " + failure, failure);
    }

    private static RuntimeException failure(ExecutionException failure) {
        Throwable cause = unchecked(cause(Objects.requireNonNullElse(failure.getCause(), failure)));
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

}
