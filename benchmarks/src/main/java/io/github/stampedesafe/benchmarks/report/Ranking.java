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

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.stampedesafe.benchmarks.report.Comparison.Cell;
import io.github.stampedesafe.benchmarks.report.Comparison.Peer;
import io.github.stampedesafe.benchmarks.report.Comparison.Scenario;

/**
 * Who is best by one figure in one scenario: the lowest median, and every median that
 * lies within the runs of the lowest, because the runs do not tell those apart.
 * <p>
 * A cache that fails more of its calls than the best one does, by more than a tenth, is
 * not ranked by what an error makes look good: loads, times and commands.
 */
final class Ranking {

    private static final double TOLERATED = 0.1;

    private final Comparison comparison;

    private final Scenario scenario;

    private final Figure figure;

    private final List<Peer> measured;

    private final List<Peer> ranked;

    /** Ranks all caches. */
    Ranking(Comparison comparison, Scenario scenario, Figure figure) {
        this(comparison, scenario, figure, comparison.peers());
    }

    private Ranking(Comparison comparison, Scenario scenario, Figure figure, List<Peer> peers) {
        this.comparison = comparison;
        this.scenario = scenario;
        this.figure = figure;
        this.measured = peers.stream().filter((peer) -> cell(peer).isMeasured()).toList();
        double fewest = this.measured.stream().mapToDouble((peer) -> failing(cell(peer))).min().orElse(0);
        this.ranked = this.measured.stream()
            .filter((peer) -> !figure.isQuickByFailing() || failing(cell(peer)) <= fewest + TOLERATED)
            .toList();
    }

    /** Returns what the caches are ranked by. */
    Figure figure() {
        return this.figure;
    }

    /** Whether a cache is among the best, and another one is not. */
    boolean isBest(Peer peer) {
        return this.figure.isJudged() && isLow(peer) && !this.measured.stream().allMatch(this::isLow);
    }

    /** Returns the cache of somebody else that is ahead of this library as it comes. */
    static Optional<Peer> ahead(Comparison comparison, Scenario scenario, Figure figure) {
        List<Peer> peers = Stream.concat(Stream.of(comparison.ours()), comparison.others().stream()).toList();
        Ranking ranking = new Ranking(comparison, scenario, figure, peers);
        boolean beaten = figure.isJudged() && ranking.measured.contains(comparison.ours())
                && !ranking.isLow(comparison.ours());
        return beaten ? ranking.lowest() : Optional.empty();
    }

    private Optional<Peer> lowest() {
        return this.ranked.stream().min(Comparator.comparingDouble(this::median));
    }

    private double median(Peer peer) {
        return cell(peer).median(this.figure);
    }

    private boolean isLow(Peer peer) {
        return this.ranked.contains(peer)
                && lowest().filter((lowest) -> median(peer) <= cell(lowest).largest(this.figure)).isPresent();
    }

    private Cell cell(Peer peer) {
        return this.comparison.cell(peer, this.scenario);
    }

    private static double failing(Cell cell) {
        double calls = cell.median(Figure.CALLS);
        return (calls > 0) ? cell.median(Figure.ERRORS) / calls : 0;
    }

}
