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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.benchmarks.report.Comparison.Cell;
import io.github.stampedesafe.benchmarks.report.Comparison.Peer;
import io.github.stampedesafe.benchmarks.report.Comparison.Scenario;

/**
 * Writes a comparison: the answer, the tables, the figures in which another cache is
 * ahead, the charts.
 */
final class ComparisonReport {

    private static final List<Figure> CHARTED = List.of(Figure.LOADS, Figure.MAX);

    private final Comparison comparison;

    ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Returns the parts of the page, by their names. */
    Map<String, String> parts() {
        return Map.of("answer", new ComparisonAnswer(this.comparison).text(), "comparison", comparison(), "others",
                others());
    }

    /** Returns the charts, by the names of their files. */
    Map<String, String> charts() {
        Map<String, String> charts = new LinkedHashMap<>();
        CHARTED.forEach((figure) -> charts.put(file(figure), chart(figure).svg()));
        return charts;
    }

    private String comparison() {
        Stream<String> charts = CHARTED.stream()
            .map((figure) -> "![%s](images/%s)".formatted(title(figure), file(figure)));
        return Stream.of(Stream.of(measured()), charts, this.comparison.scenarios().stream().map(this::table))
            .flatMap((each) -> each)
            .collect(Collectors.joining("\n\n"));
    }

    private String measured() {
        return "*Measured on %s (%s): %s, %d processes with %d callers each. %s.*".formatted(this.comparison.date(),
                this.comparison.machine(), runs(), this.comparison.processes(), this.comparison.callers(),
                String.join(", ", this.comparison.versions()));
    }

    private String runs() {
        int runs = this.comparison.runs();
        return (runs == 1) ? "a single run" : "medians of %d runs".formatted(runs);
    }

    private String table(Scenario scenario) {
        List<Ranking> rankings = Arrays.stream(Figure.values())
            .map((figure) -> new Ranking(this.comparison, scenario, figure))
            .toList();
        Table table = new Table(
                Stream.concat(Stream.of("cache"), Arrays.stream(Figure.values()).map(Figure::heading)).toList());
        for (Peer peer : this.comparison.peers()) {
            Stream<String> cells = rankings.stream()
                .map((ranking) -> Table.bold(median(peer, scenario, ranking.figure()), ranking.isBest(peer)));
            table.row(Stream.concat(Stream.of(peer.name()), cells).toList());
        }
        return "### %s\n\n%s\n\n%s%s".formatted(scenario.name(), scenario.description(), table.markdown(),
                notes(scenario));
    }

    private String notes(Scenario scenario) {
        String notes = this.comparison.peers()
            .stream()
            .filter((peer) -> cell(peer, scenario).note() != null)
            .map((peer) -> "- %s: %s\n".formatted(peer.name(), cell(peer, scenario).note()))
            .collect(Collectors.joining());
        return notes.isEmpty() ? "" : "\n\n" + notes.stripTrailing();
    }

    /** Lists each figure in which another cache is ahead, with the farthest ahead. */
    private String others() {
        List<Peer> variants = this.comparison.variants();
        Table table = new Table(Stream
            .of(Stream.of("scenario", "figure"), variants.stream().map(Peer::name), Stream.of("ahead", "which cache"))
            .flatMap((each) -> each)
            .toList());
        for (Scenario scenario : this.comparison.scenarios()) {
            for (Figure figure : Figure.values()) {
                Peer ahead = Ranking.ahead(this.comparison, scenario, figure).orElse(null);
                if (ahead != null) {
                    table.row(Stream
                        .of(Stream.of(scenario.name(), figure.heading()),
                                variants.stream().map((variant) -> median(variant, scenario, figure)),
                                Stream.of(median(ahead, scenario, figure), ahead.name()))
                        .flatMap((each) -> each)
                        .toList());
                }
            }
        }
        return table.isEmpty() ? "In this run no other cache was ahead of %s in any figure.".formatted(ours().name())
                : table.markdown();
    }

    private DotChart chart(Figure figure) {
        return new DotChart(title(figure),
                this.comparison.scenarios().stream().map((scenario) -> panel(scenario, figure)).toList());
    }

    private DotChart.Panel panel(Scenario scenario, Figure figure) {
        Ranking ranking = new Ranking(this.comparison, scenario, figure);
        return new DotChart.Panel(scenario.name(), this.comparison.peers().stream().map((peer) -> {
            Cell cell = cell(peer, scenario);
            return new DotChart.Row(peer.name(), cell.isMeasured() ? cell.median(figure) : null,
                    median(peer, scenario, figure), peer.isOurs(), ranking.isBest(peer));
        }).toList());
    }

    private static String title(Figure figure) {
        return (figure == Figure.LOADS) ? "Loads of each cache in each scenario"
                : "Slowest call of each cache in each scenario, in milliseconds";
    }

    private static String file(Figure figure) {
        return (figure == Figure.LOADS) ? "comparison-loads.svg" : "comparison-slowest.svg";
    }

    private String median(Peer peer, Scenario scenario, Figure figure) {
        Cell cell = cell(peer, scenario);
        return cell.isMeasured() ? figure.format(cell.median(figure)) : "n/a";
    }

    private Cell cell(Peer peer, Scenario scenario) {
        return this.comparison.cell(peer, scenario);
    }

    private Peer ours() {
        return this.comparison.ours();
    }

}
