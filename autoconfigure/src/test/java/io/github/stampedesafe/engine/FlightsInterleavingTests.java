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

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.PayloadCodec;
import io.github.stampedesafe.testing.ManualExecutor;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

/**
 * Threads that join, leave and detach flights of one key at the same time see what they
 * would see if they acted one after another: at most one flight can be joined, and nobody
 * takes out the flight of another.
 */
@Tag("any-jdk")
class FlightsInterleavingTests {

    private static final int THREADS = 3;

    @Test
    void flightsAreJoinedAndLeftAsIfOneAfterTheOther() {
        new ModelCheckingOptions().iterations(8)
            .invocationsPerIteration(300)
            .threads(THREADS)
            .actorsPerThread(3)
            .actorsBefore(0)
            .actorsAfter(0)
            .sequentialSpecification(Plain.class)
            .check(Flying.class);
    }

    /** Flights of one key, in which each thread has one attempt at a time. */
    public static class Flying {

        private static final Policy POLICY = Scene.plain();

        private static final PayloadCodec CODEC = new StringCodec();

        private static final EngineResources RESOURCES = new EngineResources(new MutableClock(), () -> 0,
                new ScriptedRandom(), Waiting.blocking(), new ManualExecutor());

        private final Flights flights = new Flights(() -> 0);

        private final @Nullable LoadAttempt[] attempts = new LoadAttempt[THREADS + 2];

        @Operation
        public String join(@Param(gen = ThreadIdGen.class) int thread) {
            if (this.attempts[thread] != null) {
                return "flies";
            }
            LoadAttempt attempt = attempt(thread);
            this.attempts[thread] = attempt;
            Flight flight = this.flights.join(attempt);
            return (flight.leader() == attempt) ? "leads" : "follows " + flight.leader().request().load().fairnessKey();
        }

        /** The load of the leader takes longer than it may. */
        @Operation
        public void overrun(@Param(gen = ThreadIdGen.class) int thread) {
            LoadAttempt attempt = this.attempts[thread];
            if (attempt != null && attempt.isLeader()) {
                attempt.flight().loading(-POLICY.loadDeadline().toNanos());
            }
        }

        @Operation
        public void leave(@Param(gen = ThreadIdGen.class) int thread) {
            LoadAttempt attempt = this.attempts[thread];
            this.attempts[thread] = null;
            if (attempt != null && attempt.isLeader()) {
                this.flights.leave(Scene.KEY, attempt.flight());
            }
        }

        /** Somebody changes the key. */
        @Operation
        public void change() {
            this.flights.detach(Scene.KEY);
        }

        @Operation
        public boolean isUp() {
            return this.flights.isUp(Scene.KEY, POLICY.loadDeadline());
        }

        private static LoadAttempt attempt(int thread) {
            Request request = new Request(Scene.KEY, POLICY, CODEC, new LoadOf(thread));
            WaitLimit waitLimit = new WaitLimit(() -> 0, Duration.ofSeconds(1));
            return new LoadAttempt(new BlockingCaller(RESOURCES), request, Lookup.NOTHING, waitLimit, LoadScope.NONE);
        }

    }

    /**
     * A load that says whose it is.
     *
     * @param thread whose
     */
    private record LoadOf(int thread) implements Load {

        @Override
        public Object load() {
            throw new IllegalStateException("Nothing is loaded here");
        }

        @Override
        public String fairnessKey() {
            return String.valueOf(this.thread);
        }

    }

    /** The same for one thread at a time. */
    public static class Plain {

        private final @Nullable Led[] led = new Led[THREADS + 2];

        private final boolean[] flies = new boolean[THREADS + 2];

        private @Nullable Led up;

        public String join(int thread) {
            if (this.flies[thread]) {
                return "flies";
            }
            this.flies[thread] = true;
            if (isUp()) {
                return "follows " + this.up.leader;
            }
            this.up = new Led(thread);
            this.led[thread] = this.up;
            return "leads";
        }

        public void overrun(int thread) {
            if (this.led[thread] != null) {
                this.led[thread].isOverdue = true;
            }
        }

        public void leave(int thread) {
            if (this.led[thread] != null && this.led[thread] == this.up) {
                this.up = null;
            }
            this.led[thread] = null;
            this.flies[thread] = false;
        }

        public void change() {
            this.up = null;
        }

        public boolean isUp() {
            return this.up != null && !this.up.isOverdue;
        }

        private static final class Led {

            private final int leader;

            private boolean isOverdue;

            private Led(int leader) {
                this.leader = leader;
            }

        }

    }

}
