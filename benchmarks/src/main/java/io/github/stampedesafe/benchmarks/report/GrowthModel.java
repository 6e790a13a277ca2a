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

package io.github.stampedesafe.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * Carries what was measured to more instances than one machine can run. Each instance has
 * {@value #CALLS} calls a second, of which one in {@value #CALLS_PER_MISS} misses and one
 * in {@value #CALLS_PER_CHANGE} is a change. A miss costs what it costs one instance: the
 * others find the value. Each miss and each change is one signal to every instance.
 */
final class GrowthModel {

    static final int CALLS = 1_000;

    static final int CALLS_PER_MISS = 1_000;

    static final int CALLS_PER_CHANGE = 10_000;

    private final ResultNode results;

    GrowthModel(ResultNode results) {
        this.results = results;
    }

    /** Returns a row for each number of instances whose signals were measured. */
    String table() {
        Table table = new Table(List.of("instances", "calls/s", "commands/s for hits", "for misses and changes",
                "in the background", "signals/s", "deliveries/s", "CPU of Redis for signals"));
        ResultNode alone = this.results.parts("instances").get(0);
        double idle = this.results.parts("instances").stream().mapToDouble((row) -> row.number("idle")).max().orElse(0);
        for (ResultNode signal : this.results.parts("signals")) {
            int instances = signal.count("subscribers");
            double calls = (double) instances * CALLS;
            double misses = calls / CALLS_PER_MISS;
            double changes = calls / CALLS_PER_CHANGE;
            double signals = misses + changes;
            table.row(List.of(number(instances), number(calls), number(calls * alone.number("hit")),
                    number(misses * alone.number("miss") + changes * alone.number("evict")), number(instances * idle),
                    number(signals), number(signals * instances),
                    String.format(Locale.ROOT, "%.1f %%", signals * signal.number("micros") / 10_000)));
        }
        return table.markdown();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

}
