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

import java.util.ArrayDeque;
import java.util.Deque;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Threads of a bounded cache that act at the same time see what they would see if they
 * acted one after another, and every thread that waits is woken.
 */
@Tag("any-jdk")
class LoadLimitInterleavingTests {

    private static final int THREADS = 3;

    @Test
    void permitsAreTakenAndGivenBackAsIfOneAfterTheOther() {
        new ModelCheckingOptions().iterations(25)
            .invocationsPerIteration(500)
            .threads(THREADS)
            .actorsPerThread(3)
            .actorsBefore(0)
            .actorsAfter(0)
            .sequentialSpecification(Plain.class)
            .check(Limited.class);
    }

    /** A limit of one load and one that waits, of which each thread uses one permit. */
    public static class Limited {

        private final LoadLimit limit = new LoadLimit(1, 1, () -> {
        });

        private final LoadLimit.@Nullable Permit[] permits = new LoadLimit.Permit[THREADS + 2];

        @Operation
        public String enter(@Param(gen = ThreadIdGen.class) int thread) {
            if (this.permits[thread] == null) {
                this.permits[thread] = this.limit.enter("lane");
            }
            return "entered";
        }

        @Operation
        public boolean tryEnter(@Param(gen = ThreadIdGen.class) int thread) {
            if (this.permits[thread] != null) {
                return false;
            }
            this.permits[thread] = this.limit.tryEnter();
            return this.permits[thread] != null;
        }

        @Operation
        public String state(@Param(gen = ThreadIdGen.class) int thread) {
            LoadLimit.Permit permit = this.permits[thread];
            if (permit == null) {
                return "none";
            }
            return permit.isAdmitted() ? "admitted" : permit.isRefused() ? "refused" : "waiting";
        }

        @Operation
        public void borrow(@Param(gen = ThreadIdGen.class) int thread) {
            LoadLimit.Permit permit = this.permits[thread];
            if (permit != null) {
                permit.borrow();
            }
        }

        @Operation
        public void leave(@Param(gen = ThreadIdGen.class) int thread) {
            LoadLimit.Permit permit = this.permits[thread];
            this.permits[thread] = null;
            if (permit != null) {
                permit.close();
            }
        }

        @Operation
        public int count() {
            return this.limit.count();
        }

        @Validate
        public void nobodyWaitsForWhatHasHappened() {
            for (LoadLimit.Permit permit : this.permits) {
                if (permit != null && permit.isRefused() && !permit.settled().isDone()) {
                    throw new IllegalStateException("A refused load was not woken");
                }
            }
            int waiting = 0;
            int running = 0;
            for (LoadLimit.Permit permit : this.permits) {
                boolean isAdmitted = permit != null && permit.isAdmitted();
                running += isAdmitted ? 1 : 0;
                waiting += (permit != null && !isAdmitted && !permit.isRefused()) ? 1 : 0;
            }
            if (waiting > 0 && running == 0) {
                throw new IllegalStateException("A load waits although none runs");
            }
        }

    }

    /** The same for one thread at a time. */
    public static class Plain {

        private final @Nullable String[] states = new String[THREADS + 2];

        private final Deque<Integer> line = new ArrayDeque<>();

        private int running;

        public String enter(int thread) {
            if (this.states[thread] == null && !tryEnter(thread)) {
                boolean isFull = !this.line.isEmpty();
                this.states[thread] = isFull ? "refused" : "waiting";
                if (!isFull) {
                    this.line.addLast(thread);
                }
            }
            return "entered";
        }

        public boolean tryEnter(int thread) {
            boolean isFree = this.states[thread] == null && this.running == 0;
            if (isFree) {
                this.running++;
                this.states[thread] = "admitted";
            }
            return isFree;
        }

        public String state(int thread) {
            String state = this.states[thread];
            return (state == null) ? "none" : state.equals("borrowed") ? "admitted" : state;
        }

        public void borrow(int thread) {
            if ("waiting".equals(this.states[thread])) {
                this.line.remove(thread);
                this.states[thread] = "borrowed";
            }
        }

        public void leave(int thread) {
            String state = this.states[thread];
            this.states[thread] = null;
            this.line.remove(thread);
            if ("admitted".equals(state)) {
                Integer next = this.line.poll();
                if (next != null) {
                    this.states[next] = "admitted";
                }
                else {
                    this.running--;
                }
            }
        }

        public int count() {
            return this.running + this.line.size();
        }

    }

}
