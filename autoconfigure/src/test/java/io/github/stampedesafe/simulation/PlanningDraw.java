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
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.recompute.HotKeyRule;
import io.github.stampedesafe.recompute.HotKeySettings;
import io.github.stampedesafe.recompute.Trigger;

/**
 * Draws what recomputes the keys of a scenario, and who reads them all the time.
 *
 * @param random decides
 * @param troubles what can go wrong
 * @param keys what callers ask for
 */
record PlanningDraw(SplittableRandom random, Set<Trouble> troubles, List<CacheKey> keys) {

    private static final long SHORTEST = 8_000 * Latency.MILLI;

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(12);

    /** Each reader asks for each key about so often, in ns. */
    private static final long READ_PAUSE = 200 * Latency.MILLI;

    /** Returns what is planned for values that live by a policy. */
    Planning planning(Policy policy) {
        boolean isScheduled = this.troubles.contains(Trouble.SCHEDULED);
        boolean isCounted = this.troubles.contains(Trouble.HOT_KEYS);
        if (!isScheduled && !isCounted) {
            return Planning.NONE;
        }
        Duration period = isScheduled ? period(policy) : Duration.ZERO;
        long until = Math.max(SHORTEST + this.random.nextLong(SHORTEST), period.plusSeconds(6).toNanos());
        return new Planning(isScheduled ? trigger(period) : null, period, isScheduled ? scheduled() : List.of(),
                isCounted ? hotKeys() : null, new HotKeyRule(isCounted, 10, 0.1, null), oneIn(3) ? until / 2 : until,
                until);
    }

    /** Returns who reads all keys all the time, so that they are hot. */
    List<Scenario.Caller> readers(Planning planning, int instances) {
        List<Scenario.Caller> readers = new ArrayList<>();
        for (int i = 0; i < instances && planning.hotKeys() != null; i++) {
            long pause = READ_PAUSE / this.keys.size();
            List<Scenario.Step> steps = new ArrayList<>();
            for (long at = 0; at < planning.readUntil(); at += pause) {
                CacheKey key = this.keys.get(steps.size() % this.keys.size());
                boolean isAsync = this.troubles.contains(Trouble.ASYNC) && oneIn(4);
                steps.add(new Scenario.Step(Call.Kind.GET, key, pause, isAsync));
            }
            readers.add(new Scenario.Caller(i, this.random.nextLong(pause), steps, planning.readUntil()));
        }
        return readers;
    }

    /** No value may expire between two times of a trigger. */
    private Duration period(Policy policy) {
        Duration life = policy.ttl().multipliedBy(9).dividedBy(10).plus(policy.staleWhileRevalidate());
        Duration longest = (life.compareTo(LONGEST_PERIOD) < 0) ? life : LONGEST_PERIOD;
        long millis = longest.toMillis();
        return Duration.ofMillis(oneIn(3) ? millis : millis / 4 + this.random.nextLong(1 + millis / 2));
    }

    private Trigger trigger(Duration period) {
        return switch (this.random.nextInt(4)) {
            case 0 -> new Trigger.FixedDelay(period);
            case 1 -> new Trigger.Cron(new Multiples(period.toMillis()), ZoneOffset.UTC, oneIn(2));
            default -> new Trigger.FixedRate(period);
        };
    }

    private List<CacheKey> scheduled() {
        List<CacheKey> scheduled = new ArrayList<>();
        if (!oneIn(3)) {
            scheduled.addAll(this.keys.subList(0, 1 + this.random.nextInt(Math.min(2, this.keys.size()))));
        }
        if (scheduled.isEmpty() || oneIn(2)) {
            scheduled.add(Planning.SLOW);
        }
        return scheduled;
    }

    private HotKeySettings hotKeys() {
        double share = switch (this.random.nextInt(3)) {
            case 0 -> 1;
            case 1 -> 0.5;
            default -> 0.05;
        };
        return new HotKeySettings(100, Planning.BEAT, Duration.ofMinutes(1), 1 + this.random.nextInt(3), 100, share);
    }

    private boolean oneIn(int chances) {
        return this.random.nextInt(chances) == 0;
    }

    /** Every so many milliseconds; a record, because traces of a seed are compared. */
    private record Multiples(long millis) implements Trigger.Calendar {

        @Override
        public ZonedDateTime next(ZonedDateTime time) {
            long next = (time.toInstant().toEpochMilli() / this.millis + 1) * this.millis;
            return Instant.ofEpochMilli(next).atZone(time.getZone());
        }

    }

}
