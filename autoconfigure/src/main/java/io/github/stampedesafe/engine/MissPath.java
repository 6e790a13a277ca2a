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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.LoadRefusedException;
import io.github.stampedesafe.RecursiveLoadException;
import io.github.stampedesafe.WaitInterruptedException;
import io.github.stampedesafe.WaitTimeoutException;
import io.github.stampedesafe.event.CacheListener;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;

/**
 * The way of a call that cannot be answered at once: join the key's flight on this
 * instance, as its leader or as a follower, and begin anew if what it brings does not
 * hold for this call.
 */
final class MissPath {

    private final EntryReader reader;

    private final Flights flights;

    private final LeaderPath leaderPath;

    private final LoadTurns turns;

    private final Duration lease;

    private final Surroundings surroundings;

    private final CacheListener listener;

    private final Answers answers;

    MissPath(EntryReader reader, Flights flights, LeaderPath leaderPath, LoadTurns turns, Duration lease,
            Surroundings surroundings, CacheListener listener) {
        this.reader = reader;
        this.flights = flights;
        this.leaderPath = leaderPath;
        this.turns = turns;
        this.lease = lease;
        this.surroundings = surroundings;
        this.listener = listener;
        this.answers = new Answers(listener);
    }

    /**
     * Returns the value of a key that was absent.
     * @param first what the call saw
     * @throws Throwable what the load threw, this caller's own or the one it waited for
     */
    @Nullable Object bring(Request request, Look first) throws Throwable {
        Patience patience = new Patience(this.surroundings.nanoTime(), patienceOf(request.policy()));
        Look seen = first;
        while (true) {
            Answers.Answer remembered = this.reader.recall(request, seen);
            if (remembered != null) {
                return remembered.value();
            }
            Flight own = new Flight(Thread.currentThread(), patience.since());
            Flight flight = this.flights.join(request.key(), request.policy().loadDeadline(), own);
            if (flight == own) {
                return lead(own, request, seen, patience);
            }
            if (flight.isLedByCurrentThread()) {
                throw new RecursiveLoadException(request.key().cache(), request.key().text());
            }
            int joinedAt = flight.looks();
            this.turns.lend(flight, request);
            Duration before = patience.waited();
            Outcome outcome = await(flight, request, patience);
            this.listener.followed(request.key(), patience.waited().minus(before));
            Answers.Answer answer = this.answers.of(request, seen, outcome, joinedAt);
            if (answer == null) {
                Look next = this.reader.tryLook(request);
                answer = this.answers.anew(request, seen, next, outcome);
                seen = next;
            }
            if (answer != null) {
                return answer.value();
            }
        }
    }

    private @Nullable Object lead(Flight flight, Request request, Look seen, Patience patience) throws Throwable {
        Outcome outcome = new Outcome.StartOver();
        try {
            Landing landing = this.leaderPath.lead(flight, request, seen, patience);
            outcome = landing.outcome();
            return landing.value();
        }
        catch (LoadThrew ex) {
            outcome = ex.outcome();
            return this.answers.lastResort(request, seen, ex.failure());
        }
        catch (CacheUnavailableException ex) {
            outcome = Thread.currentThread().isInterrupted() ? outcome : new Outcome.Failed(ex);
            throw ex;
        }
        catch (LoadRefusedException ex) {
            outcome = new Outcome.Failed(ex);
            this.listener.loadRefused(request.key());
            return this.answers.lastResort(request, seen, ex);
        }
        catch (WaitTimeoutException ex) {
            return this.answers.lastResort(request, seen, ex);
        }
        catch (InterruptedException ex) {
            throw interrupted(request.key(), ex);
        }
        finally {
            this.flights.leave(request.key(), flight);
            flight.land(outcome);
        }
    }

    private Outcome await(Flight flight, Request request, Patience patience) {
        Duration deadline = request.policy().loadDeadline();
        try {
            while (!patience.isOver()) {
                Duration rest = flight.remaining(this.surroundings.nanoTime().getAsLong(), deadline);
                if (this.surroundings.waiting().await(flight.outcome(), patience.upTo(rest))) {
                    return flight.outcome().join();
                }
                if (flight.isOverdue(this.surroundings.nanoTime().getAsLong(), deadline)) {
                    this.flights.leave(request.key(), flight);
                    return new Outcome.StartOver();
                }
            }
            return new Outcome.Failed(
                    new WaitTimeoutException(request.key().cache(), request.key().text(), patience.waited()));
        }
        catch (InterruptedException ex) {
            throw interrupted(request.key(), ex);
        }
    }

    /**
     * By default a call waits for one leader that dies at its deadline and is replaced.
     */
    private Duration patienceOf(Policy policy) {
        Duration waitTimeout = policy.waitTimeout();
        return (waitTimeout != null) ? waitTimeout : policy.loadDeadline().plus(this.lease).plus(LeasePath.POLL);
    }

    private static WaitInterruptedException interrupted(CacheKey key, InterruptedException ex) {
        Thread.currentThread().interrupt();
        return new WaitInterruptedException(key.cache(), key.text(), ex);
    }

}
