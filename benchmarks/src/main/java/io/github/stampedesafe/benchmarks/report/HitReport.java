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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.benchmarks.report.HitResults.Ratio;
import io.github.stampedesafe.benchmarks.report.HitResults.Run;

/** Writes what a hit costs, as ratios to another hit of the same round of turns. */
final class HitReport {

    private static final String CHART = "hits.svg";

    private static final List<Integer> THREADS = List.of(1, 8, 64);

    private static final List<Way> REMOTE = List.of(new Way("lettuce", "by hand: Lettuce GET, Jackson"),
            new Way("redissonBucket", "Redisson RBucket"), new Way("redissonMapCache", "Redisson RMapCache"),
            new Way("jetCache", "JetCache"), new Way("spring", "Spring @Cacheable over Redis"),
            new Way("ours", "Stampede Safe"));

    private static final List<Way> NEAR = List.of(new Way("springDefaultKey", "Spring @Cacheable over Caffeine"),
            new Way("springExpression", "the same, an expression as key"),
            new Way("oursDefaultKey", "Stampede Safe, near cache"),
            new Way("oursExpression", "the same, an expression as key"),
            new Way("caffeine", "by hand: one Caffeine cache"));

    private static final Group RECORD = new Group("record", "a record of 300 bytes", REMOTE);

    private static final Group LIST = new Group("list", "a list of 10,000 bytes", REMOTE);

    private static final Group MEMORY = new Group("near", "a record in the memory of the instance", NEAR);

    private final HitResults results;

    HitReport(HitResults results) {
        this.results = results;
    }

    /** Returns the parts of the page, by their names. */
    Map<String, String> parts() {
        return Map.of("hit answer", answer(), "hits", hits());
    }

    /** Returns the charts, by the names of their files. */
    Map<String, String> charts() {
        return Map.of(CHART,
                new DotChart("Hits per second, as a ratio to those written by hand",
                        Stream.of(RECORD, LIST)
                            .flatMap((group) -> THREADS.stream().map((threads) -> panel(group, threads)))
                            .toList())
                    .svg());
    }

    private String answer() {
        String others = REMOTE.subList(1, REMOTE.size() - 1)
            .stream()
            .map((way) -> "%s %s".formatted(way.name(), ratio(ratio(RECORD, way, 1).median())))
            .collect(Collectors.joining(", "));
        return "**A hit** of one caller reaches %s of the throughput of a hit written by hand (%s)."
            .formatted(ratio(ratio(RECORD, REMOTE.get(REMOTE.size() - 1), 1).median()), others);
    }

    private String hits() {
        return Stream
            .concat(Stream.of(this.results.origin(), "![Hits per second of each cache](images/%s)".formatted(CHART)),
                    Stream.of(RECORD, LIST, MEMORY).map(this::hits))
            .collect(Collectors.joining("\n\n"));
    }

    private String hits(Group group) {
        List<String> headings = new ArrayList<>(List.of("hit of " + group.name()));
        THREADS.forEach((threads) -> headings.add(callers(threads)));
        headings.add("bytes allocated");
        Table table = new Table(headings);
        for (Way way : group.ways()) {
            List<String> row = new ArrayList<>(List.of(way.name()));
            THREADS.forEach((threads) -> row
                .add(Table.bold(ratio(ratio(group, way, threads).median()), isBest(group, way, threads))));
            row.add(count(ratio(group, way, 1).bytes()));
            table.row(row);
        }
        String base = THREADS.stream()
            .map((threads) -> count(ratio(group, group.ways().get(0), threads).callsPerSecond()))
            .collect(Collectors.joining(", "));
        return "%s\n\n1.00 stands for %s hits per second. %s".formatted(table.markdown(), base, quartiles(group));
    }

    private String quartiles(Group group) {
        return THREADS.stream()
            .map((threads) -> quartiles(group, threads))
            .collect(Collectors.joining("; ", "Half of the ratios of Stampede Safe lie within ", "."));
    }

    private String quartiles(Group group, int threads) {
        return group.ways()
            .stream()
            .filter(Way::isOurs)
            .map((way) -> ratio(group, way, threads))
            .map((ratio) -> "%s to %s".formatted(ratio(ratio.lower()), ratio(ratio.upper())))
            .collect(Collectors.joining(", ", "", " (%s)".formatted(callers(threads))));
    }

    private DotChart.Panel panel(Group group, int threads) {
        return new DotChart.Panel("%s, %s".formatted(group.name(), callers(threads)),
                group.ways().stream().map((way) -> {
                    double median = ratio(group, way, threads).median();
                    return new DotChart.Row(way.name(), median, ratio(median), way.isOurs(),
                            isBest(group, way, threads));
                }).toList());
    }

    private boolean isBest(Group group, Way way, int threads) {
        double median = ratio(group, way, threads).median();
        return group.ways().stream().allMatch((other) -> ratio(group, other, threads).median() <= median);
    }

    private Ratio ratio(Group group, Way way, int threads) {
        return this.results.ratio(new Run(group.value(), threads, way.id()));
    }

    private static String callers(int threads) {
        return (threads == 1) ? "1 thread" : threads + " threads";
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A way to get a hit. */
    private record Way(String id, String name) {

        boolean isOurs() {
            return this.id.startsWith("ours");
        }

    }

    /** A value, and the ways to get it, of which the first is the base. */
    private record Group(String value, String name, List<Way> ways) {
    }

}
