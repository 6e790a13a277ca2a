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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The parts of {@code docs/growth.md} that follow from what was measured. */
final class GrowthReport {

    private final ResultNode results;

    GrowthReport(ResultNode results) {
        this.results = results;
    }

    /** Returns the parts, by their names. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("machine",
                "*Measured on %s (%s).*".formatted(this.results.date("date"), this.results.text("machine")));
        parts.put("instances", table("instances", column("instances", "instances", "%,.0f"),
                column("idle: commands per second and instance", "idle", "%,.1f"),
                column("hit: commands", "hit", "%,.2f"), column("miss: loads", "loads", "%,.2f"),
                column("miss: commands", "miss", "%,.1f"), column("miss: bytes sent", "missBytes", "%,.0f"),
                column("evict: commands", "evict", "%,.1f"), column("evict: bytes sent", "evictBytes", "%,.0f")));
        parts.put("signals", table("signals", column("subscribers", "subscribers", "%,.0f"),
                column("CPU of Redis for one signal, µs", "micros", "%,.0f")));
        parts.put("waiters",
                table("waiters", column("waiting callers", "waiters", "%,.0f"), column("loads", "loads", "%,.0f"),
                        column("Redis commands", "commands", "%,.0f"),
                        column("heap of each, bytes", "heapBytes", "%,.0f"),
                        column("end of the load to last answer, ms", "answerMillis", "%,.1f")));
        parts.put("waits", waits());
        parts.put("keys",
                table("keys", column("keys", "keys", "%,.0f"), column("Redis memory of each, bytes", "bytes", "%,.0f"),
                        column("median hit, µs", "hitMicros", "%,.0f")));
        parts.put("entries",
                table("entries", column("characters of the value", "characters", "%,.0f"),
                        column("Stampede Safe, bytes", "ours", "%,.0f"),
                        column("Spring, Java serialization, bytes", "springJdk", "%,.0f"),
                        column("Spring, JSON with types, bytes", "springJson", "%,.0f")));
        parts.put("model", new GrowthModel(this.results).table());
        return parts;
    }

    private String table(String rows, Column... columns) {
        Table table = new Table(Stream.of(columns).map(Column::heading).toList());
        this.results.parts(rows).forEach((row) -> table.row(Stream.of(columns).map((each) -> each.cell(row)).toList()));
        return table.markdown();
    }

    private String waits() {
        Table table = new Table(List.of("caller", "median, ms", "99 of 100, ms"));
        this.results.parts("waits")
            .forEach((row) -> table
                .row(List.of(row.text("where"), millis(row, "medianMicros"), millis(row, "p99Micros"))));
        return table.markdown();
    }

    private static String millis(ResultNode row, String name) {
        return String.format(Locale.ROOT, "%,.2f", row.number(name) / 1_000);
    }

    private static Column column(String heading, String name, String format) {
        return new Column(heading, name, format);
    }

    private record Column(String heading, String name, String format) {

        String cell(ResultNode row) {
            return String.format(Locale.ROOT, this.format, row.number(this.name));
        }

    }

}
