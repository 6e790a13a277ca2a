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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.PayloadException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.Freshness;
import io.github.stampedesafe.store.PayloadCodec;

/**
 * What a call makes of the outcome it waited for: whether it holds for this call, and
 * what is the best there is if nothing does.
 */
final class Answers {

    private final CacheListener listener;

    Answers(CacheListener listener) {
        this.listener = listener;
    }

    /**
     * Returns the answer of a call, {@code null} if the outcome holds none for it and it
     * has to look again.
     * @param seen what the call saw before it joined the flight
     * @param joinedAt how many looks its leader had sent by then
     * @throws Throwable the shared failure, if there is no stale value
     */
    @Nullable Answer of(Request request, Look seen, Outcome outcome, int joinedAt) throws Throwable {
        if (outcome instanceof Outcome.Failed failed && joinedAt < failed.look()) {
            return new Answer(lastResort(request, seen, failed.failure()));
        }
        if (outcome instanceof Outcome.Landed landed && joinedAt < landed.look()) {
            return read(request, landed);
        }
        if (outcome instanceof Outcome.Unstored unstored && joinedAt < unstored.look()) {
            return shared(request, unstored.codec(), unstored.value());
        }
        return (outcome instanceof Outcome.Unvouched unvouched) ? of(request, seen, unvouched, joinedAt) : null;
    }

    private @Nullable Answer of(Request request, Look seen, Outcome.Unvouched unvouched, int joinedAt) {
        if (joinedAt < unvouched.look()) {
            return shared(request, unvouched);
        }
        if (seen.isLastResort()) {
            return new Answer(serveLastResort(request, seen));
        }
        return (seen.failure() != null) ? shared(request, unvouched) : null;
    }

    private @Nullable Answer read(Request request, Outcome.Landed landed) {
        if (!request.canRead(landed.payload())) {
            return null; // of another type: this caller loads its own
        }
        try {
            return new Answer(request.read(landed.payload()));
        }
        catch (PayloadException ex) {
            this.listener.unreadable(request.key(), ex);
            // Whoever starts over could not read what it would load, either: callers
            // would load one after the other.
            return shared(request, landed.codec(), landed.value());
        }
    }

    private static @Nullable Answer shared(Request request, Outcome.Unvouched unvouched) {
        return shared(request, unvouched.codec(), unvouched.value());
    }

    /** The leader's own object, for callers that use the same type. */
    private static @Nullable Answer shared(Request request, PayloadCodec codec, @Nullable Object value) {
        return (value == null || request.codec().equals(codec)) ? new Answer(value) : null;
    }

    /**
     * Returns the answer of a call that looked again, {@code null} if it has to fly
     * again.
     * @param seen what it saw before
     * @param next what it sees now
     * @param outcome what did not hold for it
     */
    @Nullable Answer anew(Request request, Look seen, Look next, Outcome outcome) {
        if (next.isServable()) {
            return new Answer(next.value());
        }
        if (next.failure() != null && seen.isLastResort()) {
            return new Answer(serveLastResort(request, seen));
        }
        boolean isBest = next.failure() != null && outcome instanceof Outcome.Unvouched;
        return isBest ? shared(request, (Outcome.Unvouched) outcome) : null;
    }

    /**
     * Returns the value that may be served if it cannot be replaced.
     * @param failure why it could not be replaced
     * @throws Throwable that failure, if there is no such value
     */
    @Nullable Object lastResort(Request request, Look seen, Throwable failure) throws Throwable {
        if (!seen.isLastResort()) {
            throw failure;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return serveLastResort(request, seen);
    }

    private @Nullable Object serveLastResort(Request request, Look seen) {
        this.listener.hit(request.key(), Freshness.STALE_IF_ERROR);
        return seen.value();
    }

    /**
     * An answer.
     *
     * @param value the value, which may be {@code null}
     */
    record Answer(@Nullable Object value) {
    }

}
