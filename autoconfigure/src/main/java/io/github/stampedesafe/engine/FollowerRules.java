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

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.event.ValueEvent.Unreadable;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * What a call makes of the result of the flight it followed: whether the result holds for
 * this call, and what is the best there is if nothing does. Why a look may be too old for
 * it is said at {@link Flight}.
 */
final class FollowerRules {

    private final CacheListener listener;

    FollowerRules(CacheListener listener) {
        this.listener = listener;
    }

    /**
     * Returns what a call gets.
     * @param result what the flight brought
     * @param joinedAt how many looks its leader had sent when the call joined
     * @return the value or the shared failure; {@code null} if the result holds nothing
     * for the call, which has to look again
     */
    @Nullable CompletionStage<Value> accept(LoadAttempt attempt, FlightResult result, int joinedAt) {
        if (result instanceof FlightResult.Failed failed && joinedAt < failed.look()) {
            return lastResort(attempt, failed.failure());
        }
        Value value = valueOf(attempt, result, joinedAt);
        return (value != null) ? Steps.of(value) : null;
    }

    /**
     * Returns what a call gets that has looked again, {@code null} if it has to start
     * over.
     * @param next what the call sees now
     * @param result what did not hold for it
     */
    @Nullable Value acceptAnew(LoadAttempt attempt, Lookup next, FlightResult result) {
        if (next.isServable()) {
            return new Value(next.value());
        }
        if (next.failure() == null) {
            return null;
        }
        if (attempt.seen().isLastResort()) {
            return serveLastResort(attempt);
        }
        return (result instanceof FlightResult.Unvouched unvouched) ? shared(attempt, unvouched) : null;
    }

    /**
     * Returns the value that may be served if it cannot be replaced.
     * @param failure why it could not be replaced
     * @return the value; fails with that failure if there is none
     */
    CompletionStage<Value> lastResort(LoadAttempt attempt, Throwable failure) {
        if (!attempt.seen().isLastResort()) {
            return Steps.failed(new LoadFailure(failure, false));
        }
        if (failure instanceof InterruptedException) {
            attempt.caller().interrupt();
        }
        return Steps.of(serveLastResort(attempt));
    }

    private @Nullable Value valueOf(LoadAttempt attempt, FlightResult result, int joinedAt) {
        if (result instanceof FlightResult.Stored stored && joinedAt < stored.look()) {
            return read(attempt.request(), stored);
        }
        if (result instanceof FlightResult.Unstored unstored && joinedAt < unstored.look()) {
            return shared(attempt.request(), unstored.codec(), unstored.value());
        }
        return (result instanceof FlightResult.Unvouched unvouched) ? valueOf(attempt, unvouched, joinedAt) : null;
    }

    private @Nullable Value valueOf(LoadAttempt attempt, FlightResult.Unvouched unvouched, int joinedAt) {
        if (joinedAt < unvouched.look()) {
            return shared(attempt, unvouched);
        }
        if (attempt.seen().isLastResort()) {
            return serveLastResort(attempt);
        }
        return (attempt.seen().failure() != null) ? shared(attempt, unvouched) : null;
    }

    private @Nullable Value read(Request request, FlightResult.Stored stored) {
        if (!ShapeRule.canRead(request, stored.payload())) {
            return null; // of another type: this caller loads its own
        }
        try {
            return new Value(ShapeRule.read(request, stored.payload()));
        }
        catch (PayloadException ex) {
            this.listener.onEvent(new Unreadable(request.key(), ex));
            // A caller that started over could not read what it loads, either: the
            // callers would load one after the other.
            return shared(request, stored.codec(), stored.value());
        }
    }

    private static @Nullable Value shared(LoadAttempt attempt, FlightResult.Unvouched unvouched) {
        return shared(attempt.request(), unvouched.codec(), unvouched.value());
    }

    /** The leader's own object, for callers that use the same type. */
    private static @Nullable Value shared(Request request, PayloadCodec codec, @Nullable Object value) {
        return (value == null || request.codec().equals(codec)) ? new Value(value) : null;
    }

    /**
     * Serves the value that may be served if it cannot be replaced, which the attempt has
     * seen.
     */
    Value serveLastResort(LoadAttempt attempt) {
        this.listener.hit(attempt.key(), Freshness.STALE_IF_ERROR);
        return new Value(attempt.seen().value());
    }

}
