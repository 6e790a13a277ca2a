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
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.event.LoadEvent.LoadRefused;
import io.github.stampedesafe.event.WaitEvent.Followed;
import io.github.stampedesafe.key.CacheKey;

/**
 * Runs the attempt of a call that cannot be answered at once: it joins the flight of its
 * key on this instance, as the leader or as a follower, and starts over if what the
 * flight brings does not hold for this call.
 */
final class AttemptRunner {

    private final EntryReader reader;

    private final Flights flights;

    private final FlightLeader leader;

    private final LoadPermits permits;

    private final LongSupplier nanoTime;

    private final CacheListener listener;

    private final FollowerRules rules;

    AttemptRunner(EntryReader reader, Flights flights, FlightLeader leader, LoadPermits permits, FollowerRules rules,
            LongSupplier nanoTime, CacheListener listener) {
        this.reader = reader;
        this.flights = flights;
        this.leader = leader;
        this.permits = permits;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.rules = rules;
    }

    /**
     * Brings the value of a key that was absent.
     * @return fails with {@link LoadFailure} for what the load threw, this caller's own
     * or the one it waited for, and with an exception that the caller gets as it is for
     * everything else
     */
    CompletionStage<Value> run(LoadAttempt attempt) {
        Value remembered = this.reader.recall(attempt.request(), attempt.seen());
        if (remembered != null) {
            return Steps.of(remembered);
        }
        if (attempt.caller().hasLeft()) {
            return Steps.failed(Caller.left());
        }
        Flight flight = this.flights.join(attempt);
        if (flight.leader() == attempt) {
            return lead(attempt, flight);
        }
        RecursionRule.check(attempt, flight.leader());
        return follow(attempt, flight);
    }

    private CompletionStage<Value> lead(LoadAttempt attempt, Flight flight) {
        return Steps.then(Steps.begin(() -> this.leader.lead(attempt)), (result, failure) -> {
            this.flights.leave(attempt.key(), flight);
            flight.land((result != null) ? result.shared() : shared(attempt, failure));
            return (result != null) ? Steps.of(new Value(result.value())) : end(attempt, failure);
        });
    }

    /** What the followers of a leader get that failed. */
    private static FlightResult shared(LoadAttempt attempt, @Nullable Throwable failure) {
        if (failure instanceof LoadFailure load) {
            return load.shared();
        }
        if (failure instanceof LoadRefusedException
                || (failure instanceof CacheUnavailableException && !attempt.caller().isInterrupted())) {
            return new FlightResult.Failed(failure);
        }
        return new FlightResult.StartOver();
    }

    /** What a leader gets that failed. */
    private CompletionStage<Value> end(LoadAttempt attempt, @Nullable Throwable failure) {
        if (failure instanceof LoadFailure load) {
            return this.rules.lastResort(attempt, load.failure());
        }
        if (failure instanceof LoadRefusedException) {
            this.listener.onEvent(new LoadRefused(attempt.key()));
            return this.rules.lastResort(attempt, failure);
        }
        if (failure instanceof WaitTimeoutException) {
            return this.rules.lastResort(attempt, failure);
        }
        return Steps.failed(caught(attempt, failure));
    }

    private CompletionStage<Value> follow(LoadAttempt attempt, Flight flight) {
        int joinedAt = flight.looks();
        this.permits.lend(flight, attempt);
        Duration before = attempt.waitLimit().waited();
        flight.join();
        return Steps.then(await(attempt, flight), (result, failure) -> {
            flight.leave();
            if (result == null) {
                return Steps.failed(caught(attempt, failure));
            }
            this.listener.onEvent(new Followed(attempt.key(), attempt.waitLimit().waited().minus(before)));
            CompletionStage<Value> accepted = this.rules.accept(attempt, result, joinedAt);
            return (accepted != null) ? accepted : lookAgain(attempt, result);
        });
    }

    private CompletionStage<FlightResult> await(LoadAttempt attempt, Flight flight) {
        WaitLimit waitLimit = attempt.waitLimit();
        if (waitLimit.isReached()) {
            return Steps.of(new FlightResult.Failed(attempt.timeout()));
        }
        Duration deadline = attempt.policy().loadDeadline();
        Duration rest = flight.remaining(this.nanoTime.getAsLong(), deadline);
        return attempt.caller().await(flight.result(), waitLimit.upTo(rest)).thenCompose((hasLanded) -> {
            if (hasLanded) {
                return flight.result();
            }
            if (flight.isOverdue(this.nanoTime.getAsLong(), deadline)) {
                // Whoever joins next, this caller or another, replaces the flight.
                return Steps.of(new FlightResult.StartOver());
            }
            return await(attempt, flight);
        });
    }

    private CompletionStage<Value> lookAgain(LoadAttempt attempt, FlightResult result) {
        return this.reader.tryLook(attempt).thenCompose((next) -> {
            Value accepted = this.rules.acceptAnew(attempt, next, result);
            attempt.startOver(next);
            return (accepted != null) ? Steps.of(accepted) : run(attempt);
        });
    }

    private static Throwable caught(LoadAttempt attempt, @Nullable Throwable failure) {
        CacheKey key = attempt.key();
        return (failure instanceof InterruptedException ex) ? new WaitInterruptedException(key.cache(), key.text(), ex)
                : Objects.requireNonNull(failure);
    }

}
