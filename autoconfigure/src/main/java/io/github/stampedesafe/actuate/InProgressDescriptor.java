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

package io.github.stampedesafe.actuate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.CacheUnavailableException;
import io.github.stampedesafe.event.InProgress;
import io.github.stampedesafe.event.InProgress.Activity;
import io.github.stampedesafe.store.LeaseProvider;
import io.github.stampedesafe.store.Stages;

/**
 * What is going on in a cache.
 *
 * @param flights keys whose callers wait together, the oldest first
 * @param leases leases that this instance holds, the oldest first
 */
public record InProgressDescriptor(List<Flight> flights, List<Lease> leases) {

    /** Each is a question to Redis, and an operator waits for all of them. */
    private static final int QUESTIONS = 20;

    /** More than our own leases take: the bound is for those of an application. */
    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(10);

    static InProgressDescriptor of(EndpointContext context, String cache, KeyDisplay display) {
        InProgress now = context.engine().inProgress();
        List<InProgress.Flying> flying = now.flights()
            .stream()
            .filter((flight) -> flight.key().cache().equals(cache))
            .toList();
        List<Lease> leases = now.leases()
            .stream()
            .filter((lease) -> lease.key().cache().equals(cache))
            .map((lease) -> new Lease(display.key(lease.key()), lease.age().toMillis()))
            .toList();
        return new InProgressDescriptor(flights(flying, context.leases(), display), leases);
    }

    private static List<Flight> flights(List<InProgress.Flying> flying, LeaseProvider leases, KeyDisplay display) {
        int questions = QUESTIONS;
        List<Flight> flights = new ArrayList<>();
        for (InProgress.Flying flight : flying) {
            String leader = null;
            if (flight.activity() == Activity.WAITING && questions > 0) {
                try {
                    leader = Stages.join(leases.leader(flight.key()), LONGEST_QUESTION);
                    questions--;
                }
                catch (CacheUnavailableException ex) {
                    questions = 0; // nobody waits for the same time-out again and again
                }
            }
            flights.add(new Flight(display.key(flight.key()), flight.age().toMillis(), Counts.name(flight.activity()),
                    flight.followers(), leader));
        }
        return flights;
    }

    /**
     * A flight.
     *
     * @param key its key, or a hash of it
     * @param ageMillis since its leader came
     * @param activity what its leader does
     * @param followers how many others wait for it, about
     * @param leader id of the instance that it waits for, {@code null} if it waits for
     * none or that is not known
     */
    public record Flight(String key, long ageMillis, String activity, int followers, @Nullable String leader) {
    }

    /**
     * A lease.
     *
     * @param key its key, or a hash of it
     * @param ageMillis since it was taken
     */
    public record Lease(String key, long ageMillis) {
    }

}
