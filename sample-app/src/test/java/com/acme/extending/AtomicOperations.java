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

package com.acme.extending;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.store.SignalSource;
import io.github.stampedesafe.store.Stages;

/**
 * Carries the operations of a store out one at a time, and sends the signals of each
 * after it.
 */
abstract class AtomicOperations implements SignalSource {

    private final List<Receiver> receivers = new ArrayList<>();

    final List<Signal> unsent = new ArrayList<>();

    @Override
    public synchronized void start(Receiver receiver) {
        this.receivers.add(receiver);
    }

    @Override
    public synchronized void stop() {
        this.receivers.clear();
    }

    /** Carries an operation out alone, then sends its signals. */
    final <T extends @Nullable Object> CompletionStage<T> atomically(Supplier<T> operation) {
        T result;
        List<Signal> signals;
        List<Receiver> to;
        synchronized (this) {
            result = operation.get();
            signals = List.copyOf(this.unsent);
            to = List.copyOf(this.receivers);
            this.unsent.clear();
        }
        signals.forEach((signal) -> to.forEach((receiver) -> receiver.receive(signal)));
        return Stages.blocking(() -> result);
    }

}
