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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.stampedesafe.benchmarks.report.Comparison.Cell;
import io.github.stampedesafe.benchmarks.report.Comparison.Peer;
import io.github.stampedesafe.benchmarks.report.Comparison.Scenario;

/**
 * The first paragraph of the page: in how many scenarios this library runs the fewest
 * loads, which cache runs fewer in the others, and what the protection costs in commands.
 */
final class ComparisonAnswer {

    private final Comparison comparison;

    ComparisonAnswer(Comparison comparison) {
        this.comparison = comparison;
    }

    /** Returns the paragraph, in Markdown. */
    String text() {
        return Stream.of(Stream.of(fewestLoads()), fewerLoads().stream(), commands().stream(), Stream.of(rightness()))
            .flatMap((sentences) -> sentences)
            .collect(Collectors.joining(" ", "**Short answer.** ", ""));
    }

    private String fewestLoads() {
        return "In %d of %d scenarios no other cache runs fewer loads than %s.".formatted(unbeaten(Figure.LOADS),
                scenarios().size(), ours().name());
    }

    /** Names the cache with the fewest loads of each scenario that is lost. */
    private Optional<String> fewerLoads() {
        Map<Peer, List<String>> lost = new LinkedHashMap<>();
        scenarios().forEach((scenario) -> ahead(scenario, Figure.LOADS).ifPresent(
                (peer) -> lost.computeIfAbsent(peer, (key) -> new ArrayList<>()).add("*" + scenario.name() + "*")));
        String all = lost.entrySet()
            .stream()
            .map((each) -> "\"%s\" (%s)".formatted(each.getKey().name(), String.join(", ", each.getValue())))
            .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of("Fewer loads run with %s.".formatted(all));
    }

    /**
     * Compares the commands with those of the first other cache, which protects nothing.
     */
    private Optional<String> commands() {
        return this.comparison.others().stream().findFirst().flatMap((unprotected) -> {
            double[] ratios = scenarios().stream()
                .filter((scenario) -> isMeasured(ours(), scenario) && isMeasured(unprotected, scenario))
                .mapToDouble((scenario) -> commands(ours(), scenario) / commands(unprotected, scenario))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
            return (ratios.length == 0) ? Optional.empty() : Optional.of(commands(unprotected, ratios));
        });
    }

    private String commands(Peer unprotected, double[] ratios) {
        double median = (ratios[(ratios.length - 1) / 2] + ratios[ratios.length / 2]) / 2;
        return String.format(Locale.ROOT,
                "%s sends %.1f times as many Redis commands as \"%s\" in the median, and %.1f times at most.",
                ours().name(), median, unprotected.name(), ratios[ratios.length - 1]);
    }

    private String rightness() {
        return "In %d of %d scenarios no other cache fails fewer calls or returns fewer stale values; every figure in which another cache is ahead is listed [below](#where-another-cache-is-ahead)."
            .formatted(unbeaten(Figure.ERRORS, Figure.STALE), scenarios().size());
    }

    private long unbeaten(Figure... figures) {
        return scenarios().stream()
            .filter((scenario) -> Arrays.stream(figures).allMatch((figure) -> ahead(scenario, figure).isEmpty()))
            .count();
    }

    private Optional<Peer> ahead(Scenario scenario, Figure figure) {
        return Ranking.ahead(this.comparison, scenario, figure);
    }

    private boolean isMeasured(Peer peer, Scenario scenario) {
        return cell(peer, scenario).isMeasured();
    }

    private double commands(Peer peer, Scenario scenario) {
        return cell(peer, scenario).median(Figure.COMMANDS);
    }

    private Cell cell(Peer peer, Scenario scenario) {
        return this.comparison.cell(peer, scenario);
    }

    private List<Scenario> scenarios() {
        return this.comparison.scenarios();
    }

    private Peer ours() {
        return this.comparison.ours();
    }

}
