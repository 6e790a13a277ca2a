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

package io.github.stampedesafe.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws what goes wrong, and when.
 *
 * @param random decides
 * @param troubles what can go wrong
 * @param instances how many instances there are
 * @param loadTime about how long a load takes, in ns
 * @param planned how long something is planned, in ns; what goes wrong is spread over
 * that time, or over that of the first loads
 */
record FaultDraw(SplittableRandom random, Set<Trouble> troubles, int instances, long loadTime, long planned) {

    /** Returns what happens to instances and to callers, of which there are so many. */
    List<Scenario.Fault> faults(int callers) {
        List<Scenario.Fault> faults = new ArrayList<>();
        long at = moment(this.loadTime + this.loadTime / 4);
        int victim = this.random.nextInt(this.instances);
        if (has(Trouble.CRASH)) {
            faults.add(new Scenario.Fault(Trouble.CRASH, at, victim, Actor.NEVER));
        }
        if (has(Trouble.PAUSE)) {
            long length = (1 + this.random.nextInt(oneIn(2) ? 10_000 : 300)) * Latency.MILLI;
            faults.add(new Scenario.Fault(Trouble.PAUSE, at, this.random.nextInt(this.instances), at + length));
        }
        if (has(Trouble.STANDSTILL)) {
            long begin = moment(2 * this.loadTime);
            faults.add(new Scenario.Fault(Trouble.STANDSTILL, begin, this.random.nextInt(this.instances),
                    begin + this.random.nextLong(800 * Latency.MILLI)));
        }
        if (has(Trouble.INTERRUPTS)) {
            int interrupts = 1 + this.random.nextInt(3);
            for (int i = 0; i < interrupts; i++) {
                long when = moment(2 * this.loadTime);
                faults.add(new Scenario.Fault(Trouble.INTERRUPTS, when, this.random.nextInt(callers), when));
            }
        }
        return faults;
    }

    /** Returns when the store does not answer. */
    List<Outage> outages() {
        if (!has(Trouble.OUTAGE)) {
            return List.of();
        }
        Outage.Manner[] manners = Outage.Manner.values();
        long from = moment(this.loadTime * 2);
        long length = (1 + this.random.nextInt(oneIn(2) ? 15_000 : 200)) * Latency.MILLI;
        return List.of(new Outage(from, from + length, manners[this.random.nextInt(manners.length)]));
    }

    /** Returns when the clock of the store is set. */
    List<ClockStep> clockSteps() {
        List<ClockStep> steps = new ArrayList<>();
        int count = has(Trouble.CLOCK_STEPS) ? 1 + this.random.nextInt(3) : 0;
        for (int i = 0; i < count; i++) {
            long most = oneIn(3) ? 3_600_000 * Latency.MILLI : oneIn(2) ? 3_000 * Latency.MILLI : 20 * Latency.MILLI;
            long length = 1 + this.random.nextLong(most);
            steps.add(new ClockStep(moment(2 * this.loadTime), oneIn(3) ? length : -length));
        }
        return steps;
    }

    private long moment(long withinLoads) {
        return this.random.nextLong(1 + Math.max(withinLoads, this.planned));
    }

    private boolean has(Trouble trouble) {
        return this.troubles.contains(trouble);
    }

    private boolean oneIn(int chances) {
        return this.random.nextInt(chances) == 0;
    }

}
