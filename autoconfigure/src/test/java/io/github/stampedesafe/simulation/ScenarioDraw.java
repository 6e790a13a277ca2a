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

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.Policy;

/** Draws scenarios: small ones, and many of them without any trouble, or with one. */
final class ScenarioDraw {

    private static final long MILLI = Latency.MILLI;

    private final SplittableRandom random;

    private final Set<Trouble> troubles;

    private final List<CacheKey> keys;

    private final int instances;

    private final long loadTime;

    private final List<Outage> outages;

    private Planning planning = Planning.NONE;

    private ScenarioDraw(SplittableRandom random, Set<Trouble> focus, Set<Trouble> beside) {
        this.random = random;
        Set<Trouble> drawn = drawTroubles();
        this.troubles = withWhatTheyNeed(focus.isEmpty() ? drawn : focus, beside);
        this.keys = keys();
        this.instances = oneIn(4) && !has(Trouble.RELEASES) ? 1 : 2 + random.nextInt(2);
        long drawnTime = oneIn(4) ? 0 : (oneIn(4) ? 3_000 : 1 + random.nextInt(300)) * MILLI;
        // A load takes the time of the nested one, too, and still less than its deadline.
        this.loadTime = has(Trouble.NESTED) ? drawnTime / 10 : drawnTime;
        this.outages = new ArrayList<>(faultDraw().outages());
    }

    /**
     * Draws a scenario.
     * @param focus what can go wrong in it, empty to draw that, too
     * @param beside what can go wrong in any case
     */
    static Scenario draw(SplittableRandom random, Set<Trouble> focus, Set<Trouble> beside) {
        return new ScenarioDraw(random, focus, beside).scenario();
    }

    private Scenario scenario() {
        Latency latency = has(Trouble.SLOW_COMMANDS) ? Latency.UNEVEN : oneIn(2) ? Latency.NONE : Latency.SMALL;
        OnStoreFailure onStoreFailure = oneIn(4) ? OnStoreFailure.FAIL : OnStoreFailure.LOAD;
        Policy policy = new PolicyDraw(this.random, this.troubles).policy();
        PlanningDraw plan = new PlanningDraw(this.random, this.troubles, this.keys);
        this.planning = plan.planning(policy);
        FaultDraw faults = faultDraw();
        if (this.planning.isOn()) {
            this.outages.clear();
            this.outages.addAll(faults.outages());
        }
        List<Scenario.Caller> callers = callers();
        callers.addAll(plan.readers(this.planning, this.instances));
        int threads = 1 + this.random.nextInt(this.planning.isOn() ? 4 : 2);
        return new Scenario(this.troubles, this.instances, latency, policy, onStoreFailure, threads,
                this.random.nextInt(3), prefills(policy), callers, faults.faults(callers.size()), this.outages,
                faults.clockSteps(), this.loadTime, this.planning);
    }

    private FaultDraw faultDraw() {
        return new FaultDraw(this.random, this.troubles, this.instances, this.loadTime, this.planning.until());
    }

    private List<CacheKey> keys() {
        CacheKey first = new CacheKey("c", "1");
        CacheKey second = new CacheKey("c", "2");
        if (has(Trouble.BOUNDED, Trouble.SEVERAL)) {
            return List.of(first, second, new CacheKey("c", "3"), new CacheKey("c", "4"));
        }
        return oneIn(3) ? List.of(first, second) : List.of(first);
    }

    private Set<Trouble> drawTroubles() {
        Set<Trouble> drawn = EnumSet.noneOf(Trouble.class);
        switch (this.random.nextInt(8)) {
            case 0 -> {
                // nothing goes wrong
            }
            case 1, 2 -> drawn.add(anyChange());
            case 3 -> drawn.add(anyTrouble());
            case 4 -> {
                drawn.add(anyTrouble());
                drawn.add(Trouble.CHANGES);
            }
            default -> {
                int most = 1 + this.random.nextInt(5);
                for (int i = 0; i < most; i++) {
                    drawn.add(anyTrouble());
                }
            }
        }
        if (oneIn(8)) {
            drawn.add(Trouble.RECOMPUTES);
        }
        if (oneIn(8)) {
            drawn.add(Trouble.RELEASES);
        }
        if (oneIn(4)) {
            drawn.add(Trouble.ASYNC);
        }
        return drawn;
    }

    private static Set<Trouble> withWhatTheyNeed(Set<Trouble> troubles, Set<Trouble> beside) {
        Set<Trouble> all = EnumSet.noneOf(Trouble.class);
        all.addAll(troubles);
        all.addAll(beside);
        if (all.contains(Trouble.FAILURE_TTL)) {
            all.add(Trouble.FAILING_LOADS);
        }
        if (all.contains(Trouble.SCHEDULED) || all.contains(Trouble.HOT_KEYS)) {
            all.add(Trouble.EXPIRY);
        }
        if (all.contains(Trouble.LEAVING)) {
            all.add(Trouble.ASYNC);
        }
        if (all.contains(Trouble.OUTAGE_TTL)) {
            all.add(Trouble.OUTAGE);
        }
        if (all.contains(Trouble.PENDING_CHANGES)) {
            all.addAll(Set.of(Trouble.OUTAGE, Trouble.CHANGES));
            // Commands that nobody waits for, and instances that do not deliver.
            all.removeAll(Set.of(Trouble.INTERRUPTS, Trouble.PAUSE));
        }
        return all;
    }

    private Trouble anyChange() {
        return switch (this.random.nextInt(6)) {
            case 0 -> Trouble.CLEARS;
            case 1 -> Trouble.EXPIRE_ALL;
            case 2 -> Trouble.VERSIONS;
            default -> Trouble.CHANGES;
        };
    }

    private Trouble anyTrouble() {
        Trouble[] all = Trouble.ordinary();
        return all[this.random.nextInt(all.length)];
    }

    private List<Scenario.Prefill> prefills(Policy policy) {
        List<Scenario.Prefill> prefills = new ArrayList<>();
        for (CacheKey key : this.keys) {
            if (oneIn(3)) {
                long freshFor = switch (this.random.nextInt(3)) {
                    case 0 -> 30_000;
                    case 1 -> -500;
                    default -> -25_000;
                };
                prefills.add(new Scenario.Prefill(key, Duration.ofMillis(freshFor), -1 - this.random.nextInt(2)));
            }
        }
        return prefills;
    }

    private List<Scenario.Caller> callers() {
        List<Scenario.Caller> callers = new ArrayList<>();
        int count = 2 + this.random.nextInt(6);
        long spread = oneIn(2) ? 1 : 1 + this.loadTime;
        for (int i = 0; i < count; i++) {
            List<Scenario.Step> steps = new ArrayList<>();
            int calls = 1 + this.random.nextInt(3);
            boolean writes = oneIn(3);
            for (int j = 0; j < calls; j++) {
                steps.add(step(writes));
            }
            callers.add(new Scenario.Caller(this.random.nextInt(this.instances), start(writes, spread), steps));
        }
        return callers;
    }

    private Scenario.Step step(boolean writes) {
        Call.Kind kind = kind(writes);
        if (kind == Call.Kind.GET && has(Trouble.SEVERAL) && oneIn(2)) {
            return several(writes);
        }
        CacheKey key = this.keys.get(this.random.nextInt(this.keys.size()));
        boolean isAsync = kind == Call.Kind.GET && has(Trouble.ASYNC) && oneIn(2);
        return new Scenario.Step(kind, key, pause(writes), isAsync);
    }

    private Scenario.Step several(boolean writes) {
        List<CacheKey> left = new ArrayList<>(this.keys);
        int count = 2 + this.random.nextInt(left.size() - 1);
        List<CacheKey> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            chosen.add(left.remove(this.random.nextInt(left.size())));
        }
        boolean isAsync = has(Trouble.ASYNC) && oneIn(2);
        return new Scenario.Step(Call.Kind.GET, chosen.get(0), pause(writes), isAsync, chosen.subList(1, count));
    }

    private long start(boolean writes, long spread) {
        if (this.planning.isOn() && oneIn(2)) {
            return this.random.nextLong(this.planning.until());
        }
        boolean afterOutage = writes && !this.outages.isEmpty() && oneIn(2);
        return afterOutage ? this.outages.get(0).until() : this.random.nextLong(spread);
    }

    private Call.Kind kind(boolean writes) {
        if (has(Trouble.RECOMPUTES) && oneIn(3)) {
            return Call.Kind.RECOMPUTE;
        }
        // A value without a version takes the place of a tombstone.
        if (has(Trouble.PUTS_IF_ABSENT) && !has(Trouble.VERSIONS) && oneIn(3)) {
            return Call.Kind.PUT_IF_ABSENT;
        }
        if (writes && oneIn(2)) {
            if (has(Trouble.CLEARS) && oneIn(2)) {
                return Call.Kind.CLEAR;
            }
            if (has(Trouble.EXPIRE_ALL) && oneIn(2)) {
                return Call.Kind.EXPIRE_ALL;
            }
            if (has(Trouble.CHANGES, Trouble.VERSIONS)) {
                return switch (this.random.nextInt(5)) {
                    case 0, 1 -> Call.Kind.PUT;
                    case 2 -> Call.Kind.EXPIRE;
                    default -> Call.Kind.EVICT;
                };
            }
        }
        return Call.Kind.GET;
    }

    private long pause(boolean writes) {
        if (!writes && has(Trouble.CHANGES, Trouble.CLEARS, Trouble.EXPIRE_ALL, Trouble.VERSIONS) && oneIn(2)) {
            return Scenario.Step.UNTIL_CHANGE;
        }
        if (writes && this.planning.isOn() && oneIn(2)) {
            return Scenario.Step.UNTIL_BEGUN;
        }
        if (writes && oneIn(2)) {
            return oneIn(3) ? Scenario.Step.UNTIL_LOADED : Scenario.Step.UNTIL_PUBLISHED;
        }
        return switch (this.random.nextInt(4)) {
            case 0 -> this.random.nextLong(1 + this.loadTime);
            case 1 -> writes ? this.random.nextLong(1 + this.loadTime / 4) : this.random.nextLong(2_000 * MILLI);
            default -> 0;
        };
    }

    private boolean has(Trouble... any) {
        for (Trouble trouble : any) {
            if (this.troubles.contains(trouble)) {
                return true;
            }
        }
        return false;
    }

    private boolean oneIn(int chances) {
        return this.random.nextInt(chances) == 0;
    }

}
