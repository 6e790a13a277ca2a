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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.LoadEvent;

/** Runs loads: timed, and told to the listener. */
final class Loader {

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    Loader(LongSupplier nanoTime, CacheListener listener) {
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Runs the load of an attempt, which leads a flight.
     * @return what it brought; fails with {@link LoadFailure}
     */
    CompletionStage<Loaded> load(LoadAttempt attempt, LoadCause cause) {
        long start = this.nanoTime.getAsLong();
        attempt.flight().loading(start);
        return start(attempt, cause).handle((brought, failure) -> {
            if (failure != null) {
                throw failed(attempt, cause, start, failure);
            }
            return loaded(attempt, cause, start, brought);
        });
    }

    private static CompletionStage<@Nullable Object> start(LoadAttempt attempt, LoadCause cause) {
        try {
            if (attempt.caller().hasLeft()) {
                return Steps.failed(Caller.left());
            }
            CompletableFuture<@Nullable Object> value = attempt.load(cause).toCompletableFuture();
            return value.isDone() ? value : attempt.caller().loaded(value);
        }
        catch (Throwable ex) {
            return Steps.failed(ex);
        }
    }

    private Loaded loaded(LoadAttempt attempt, LoadCause cause, long start, @Nullable Object brought) {
        Duration cost = Duration.ofNanos(this.nanoTime.getAsLong() - start);
        Load load = attempt.request().load();
        try {
            // A call for several keys hands each of them its value.
            Object value = (attempt.caller().bulk() != null) ? brought : load.valueOf(brought);
            boolean storable = load.isStorable(value);
            Long version = storable ? load.versionOf(value) : null;
            this.listener.onEvent(new LoadEvent.Loaded(attempt.key(), cause, cost));
            return new Loaded(value, storable, cost, version);
        }
        catch (Throwable ex) {
            throw failed(attempt, cause, start, ex);
        }
    }

    private LoadFailure failed(LoadAttempt attempt, LoadCause cause, long start, Throwable failure) {
        boolean isInterrupt = failure instanceof InterruptedException || attempt.caller().isInterrupted();
        LoadFailure carrier = new LoadFailure(failure, isInterrupt);
        if (!carrier.needsCaller() && !attempt.caller().hasLeft()) {
            this.listener.onEvent(new LoadEvent.LoadFailed(attempt.key(), cause, failure,
                    Duration.ofNanos(this.nanoTime.getAsLong() - start)));
        }
        return carrier;
    }

    /**
     * What a load returned.
     *
     * @param value the value
     * @param storable whether it is worth storing
     * @param cost how long it took
     * @param version version of the value, {@code null} if it has none
     */
    record Loaded(@Nullable Object value, boolean storable, Duration cost, @Nullable Long version) {

        /** What somebody put, at no cost. */
        static Loaded put(@Nullable Object value, @Nullable Long version) {
            return new Loaded(value, true, Duration.ZERO, version);
        }

    }

}
