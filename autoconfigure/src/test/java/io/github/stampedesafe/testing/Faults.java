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

package io.github.stampedesafe.testing;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.store.Stages;
import io.github.stampedesafe.test.Hold;

/**
 * What goes wrong with which operation: it fails before or after it was carried out, or
 * its thread is held there. Counts the calls.
 *
 * @param <O> the operations
 */
final class Faults<O extends Enum<O>> {

    private final Map<O, Integer> calls;

    private final Map<O, Supplier<? extends @Nullable Throwable>> before;

    private final Map<O, Supplier<? extends @Nullable Throwable>> after;

    private final Map<O, Hold> heldBefore;

    private final Map<O, Hold> heldAfter;

    Faults(Class<O> operations) {
        this.calls = new EnumMap<>(operations);
        this.before = new EnumMap<>(operations);
        this.after = new EnumMap<>(operations);
        this.heldBefore = new EnumMap<>(operations);
        this.heldAfter = new EnumMap<>(operations);
    }

    synchronized void failBefore(O operation, Supplier<? extends @Nullable Throwable> failure) {
        this.before.put(operation, failure);
    }

    synchronized void failAfter(O operation, Supplier<? extends @Nullable Throwable> failure) {
        this.after.put(operation, failure);
    }

    synchronized void heal() {
        this.before.clear();
        this.after.clear();
    }

    synchronized Hold holdBefore(O operation) {
        Hold hold = new Hold();
        this.heldBefore.put(operation, hold);
        return hold;
    }

    synchronized Hold holdAfter(O operation) {
        Hold hold = new Hold();
        this.heldAfter.put(operation, hold);
        return hold;
    }

    synchronized int calls(O operation) {
        return this.calls.getOrDefault(operation, 0);
    }

    <T extends @Nullable Object> T run(O operation, Supplier<T> call) {
        stop(arrive(operation));
        fail(operation, this.before);
        T result = call.get();
        stop(leave(operation));
        fail(operation, this.after);
        return result;
    }

    /** Does the same with an operation that returns a stage, which fails. */
    <T extends @Nullable Object> CompletionStage<T> stage(O operation, Supplier<CompletionStage<T>> call) {
        return Stages.blocking(() -> run(operation, () -> Stages.join(call.get())));
    }

    static CacheUnavailableException down(Enum<?> operation) {
        return new CacheUnavailableException("No answer to " + operation, null);
    }

    private synchronized @Nullable Hold arrive(O operation) {
        this.calls.merge(operation, 1, Integer::sum);
        return this.heldBefore.remove(operation);
    }

    private synchronized @Nullable Hold leave(O operation) {
        return this.heldAfter.remove(operation);
    }

    private static void stop(@Nullable Hold hold) {
        if (hold != null) {
            hold.stopUninterruptibly();
        }
    }

    private void fail(O operation, Map<O, Supplier<? extends @Nullable Throwable>> script) {
        @Nullable Supplier<? extends @Nullable Throwable> failure;
        synchronized (this) {
            failure = script.get(operation);
        }
        Throwable thrown = (failure != null) ? failure.get() : null;
        if (thrown == null) {
            return;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

}
