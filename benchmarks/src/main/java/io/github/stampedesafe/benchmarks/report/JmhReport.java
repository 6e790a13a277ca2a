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

import io.github.stampedesafe.benchmarks.report.JmhResults.Run;
import io.github.stampedesafe.benchmarks.report.JmhResults.Score;

/**
 * Writes what a hit costs and what it is made of. Figures are ratios to a base of the
 * same run, because those of different machines and days cannot be compared.
 */
final class JmhReport {

    private static final String CHART = "hits.svg";

    private static final String BASE = "lettuce";

    private static final String OURS = "ours";

    private static final List<Integer> THREADS = List.of(1, 8, 64);

    private static final List<Value> VALUES = List.of(new Value("record", "a record of 300 bytes"),
            new Value("list", "a list of 10,000 bytes"));

    private static final List<Way> WAYS = List.of(new Way(BASE, "by hand: Lettuce GET, Jackson"),
            new Way("redissonBucket", "Redisson RBucket"), new Way("redissonMapCache", "Redisson RMapCache"),
            new Way("jetCache", "JetCache"), new Way("spring", "Spring @Cacheable over Redis"),
            new Way(OURS, "Stampede Safe"));

    private static final List<Part> PARTS = List.of(
            new Part("write 300 bytes of JSON", "Jackson as it comes", codec("oursWrite", "record"),
                    codec("jacksonWrite", "record")),
            new Part("write 10,000 bytes of JSON", "Jackson as it comes", codec("oursWrite", "list"),
                    codec("jacksonWrite", "list")),
            new Part("read 300 bytes of JSON", "Jackson as it comes", codec("oursRead", "record"),
                    codec("jacksonRead", "record")),
            new Part("read 10,000 bytes of JSON", "Jackson as it comes", codec("oursRead", "list"),
                    codec("jacksonRead", "list")),
            new Part("hit in memory, all arguments as key", "key = \"#p0\"", key("defaultKey"), key("parameter")),
            new Part("hit in memory, a SpEL expression as key", "key = \"#p0\"", key("expression"), key("parameter")),
            new Part("hit of a near copy, all arguments as key", "Spring @Cacheable over Caffeine",
                    near("oursDefaultKey", 1), near("springDefaultKey", 1)),
            new Part("the same, 8 threads", "Spring @Cacheable over Caffeine", near("oursDefaultKey", 8),
                    near("springDefaultKey", 8)),
            new Part("hit of a near copy, a SpEL expression as key", "Spring @Cacheable over Caffeine",
                    near("oursExpression", 1), near("springExpression", 1)),
            new Part("the same, 8 threads", "Spring @Cacheable over Caffeine", near("oursExpression", 8),
                    near("springExpression", 8)),
            new Part("judge an entry by time", "the store in memory alone", engine("judgedByTime"),
                    engine("storeOnly")),
            new Part("judge an entry by time and chance", "by time alone", engine("judgedByChance"),
                    engine("judgedByTime")),
            new Part("miss in memory: flight, lease, fence", "a hit in memory", engine("flight"),
                    engine("judgedByTime")));

    private final JmhResults results;

    JmhReport(JmhResults results) {
        this.results = results;
    }

    /** Returns the parts of the page, by their names. */
    Map<String, String> parts() {
        return Map.of("hit answer", answer(), "hits", hits(), "parts of a hit", partsOfHit());
    }

    /** Returns the charts, by the names of their files. */
    Map<String, String> charts() {
        return Map.of(CHART, new DotChart("Hits per second, as a ratio to those written by hand",
                VALUES.stream().flatMap((value) -> THREADS.stream().map((threads) -> panel(value, threads))).toList())
            .svg());
    }

    private String answer() {
        Value value = VALUES.get(0);
        String others = WAYS.stream()
            .filter((way) -> !way.isBase() && !way.isOurs())
            .map((way) -> "%s %s".formatted(way.name(), ratio(throughput(way, value, 1))))
            .collect(Collectors.joining(", "));
        return "**A hit** of one caller reaches %s of the throughput of a hit written by hand (%s)."
            .formatted(ratio(throughput(ours(), value, 1)), others);
    }

    private String hits() {
        String measured = "*Measured on %s (%s). %s.*".formatted(this.results.date(), this.results.machine(),
                this.results.versions());
        return Stream
            .concat(Stream.of(measured, "![Hits per second of each cache](images/%s)".formatted(CHART)),
                    VALUES.stream().map(this::hits))
            .collect(Collectors.joining("\n\n"));
    }

    private String hits(Value value) {
        List<String> headings = new ArrayList<>(List.of("hit of " + value.name()));
        THREADS.forEach((threads) -> headings.add((threads == 1) ? "1 thread" : threads + " threads"));
        headings.add("bytes allocated");
        Table table = new Table(headings);
        double fewest = WAYS.stream().mapToDouble((way) -> score(way, value, 1).bytes()).min().orElse(0);
        for (Way way : WAYS) {
            List<String> row = new ArrayList<>(List.of(way.name()));
            THREADS.forEach((threads) -> row
                .add(Table.bold(ratio(throughput(way, value, threads)), isBest(way, value, threads))));
            double bytes = score(way, value, 1).bytes();
            row.add(Table.bold(count(bytes), bytes == fewest));
            table.row(row);
        }
        String base = THREADS.stream()
            .map((threads) -> count(score(WAYS.get(0), value, threads).value()))
            .collect(Collectors.joining(", "));
        return "%s\n\n1.00 stands for %s hits per second.".formatted(table.markdown(), base);
    }

    private String partsOfHit() {
        Table table = new Table(List.of("what", "compared with", "time", "bytes", "1.00 stands for", "and for"));
        for (Part part : PARTS) {
            Score score = this.results.score(part.run());
            Score base = this.results.score(part.base());
            table.row(List.of(part.name(), part.baseName(), ratio(score.value() / base.value()),
                    (base.bytes() < 1) ? "n/a" : ratio(score.bytes() / base.bytes()), count(base.value()) + " ns",
                    count(base.bytes()) + " B"));
        }
        return table.markdown();
    }

    private DotChart.Panel panel(Value value, int threads) {
        return new DotChart.Panel("%s, %d thread%s".formatted(value.name(), threads, (threads == 1) ? "" : "s"),
                WAYS.stream().map((way) -> {
                    double throughput = throughput(way, value, threads);
                    return new DotChart.Row(way.name(), throughput, ratio(throughput), way.isOurs(),
                            isBest(way, value, threads));
                }).toList());
    }

    private boolean isBest(Way way, Value value, int threads) {
        return WAYS.stream()
            .allMatch((other) -> score(other, value, threads).value() <= score(way, value, threads).value());
    }

    private double throughput(Way way, Value value, int threads) {
        return score(way, value, threads).value() / score(WAYS.get(0), value, threads).value();
    }

    private Score score(Way way, Value value, int threads) {
        return this.results.score(new Run("HitBenchmark", way.method(), value.parameter(), threads));
    }

    private static Way ours() {
        return WAYS.get(WAYS.size() - 1);
    }

    private static Run codec(String method, String value) {
        return new Run("CodecBenchmark", method, value, 1);
    }

    private static Run key(String method) {
        return new Run("KeyBenchmark", method, "", 1);
    }

    private static Run near(String method, int threads) {
        return new Run("NearHitBenchmark", method, "", threads);
    }

    private static Run engine(String method) {
        return new Run("EngineBenchmark", method, "", 1);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A way to get a hit. */
    private record Way(String method, String name) {

        boolean isBase() {
            return this.method.equals(BASE);
        }

        boolean isOurs() {
            return this.method.equals(OURS);
        }

    }

    /** A cached value. */
    private record Value(String parameter, String name) {
    }

    /** A part of our work, and what it is compared with. */
    private record Part(String name, String baseName, Run run, Run base) {
    }

}
