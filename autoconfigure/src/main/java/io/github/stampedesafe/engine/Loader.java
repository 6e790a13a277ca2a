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
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadCause;

/** Runs loads: on the current thread, timed, and told to the listener. */
final class Loader {

    private final LongSupplier nanoTime;

    private final LoadScope scope;

    private final CacheListener listener;

    Loader(LongSupplier nanoTime, Observers observers) {
        this.nanoTime = nanoTime;
        this.scope = observers.scope();
        this.listener = observers.listener();
    }

    /**
     * Runs the load of a request.
     * @throws LoadThrew with whatever it threw
     */
    Loaded load(Flight flight, Request request, LoadCause cause) throws LoadThrew {
        long start = this.nanoTime.getAsLong();
        flight.loading(start);
        try {
            Object value = flight.scopeOr(this.scope).run(request, cause);
            Duration cost = Duration.ofNanos(this.nanoTime.getAsLong() - start);
            boolean storable = request.load().isStorable(value);
            Long version = storable ? request.load().versionOf(value) : null;
            this.listener.loaded(request.key(), cause, cost);
            return new Loaded(value, storable, cost, version);
        }
        catch (LoadNeedsCallerException ex) {
            throw new LoadThrew(ex);
        }
        catch (Throwable ex) {
            this.listener.loadFailed(request.key(), cause, ex, Duration.ofNanos(this.nanoTime.getAsLong() - start));
            throw new LoadThrew(ex);
        }
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
