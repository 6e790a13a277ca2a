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
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What {@code benchmarks/compare} measured: a cell for each cache in each scenario.
 *
 * @param date the day
 * @param machine what it ran on
 * @param runs how often each cell was measured
 * @param processes how many processes share a cache
 * @param callers callers in each process
 * @param versions libraries with their versions
 * @param peers the caches
 * @param scenarios the scenarios
 * @param cells the cells, by scenario and cache
 */
record Comparison(String date, String machine, int runs, int processes, int callers, List<String> versions,
        List<Peer> peers, List<Scenario> scenarios, Map<Place, Cell> cells) {

    /** Id of this library as it comes; its variants begin with it and a hyphen. */
    static final String OURS = "ours";

    /**
     * Reads what was measured.
     * @throws ReportException if anything is missing, doubled or no figure
     */
    static Comparison read(ResultNode file) {
        List<Peer> peers = file.parts("peers")
            .stream()
            .map((each) -> new Peer(each.text("id"), each.text("name")))
            .toList();
        List<Scenario> scenarios = file.parts("scenarios")
            .stream()
            .map((each) -> new Scenario(each.text("id"), each.text("name"), each.text("description")))
            .toList();
        Set<String> peerIds = ids(file, "peers", peers, Peer::id);
        Set<String> scenarioIds = ids(file, "scenarios", scenarios, Scenario::id);
        if (!peerIds.contains(OURS)) {
            throw file.wrong("peers", "a list with the id '%s'".formatted(OURS));
        }
        int runs = file.count("runs");
        Map<Place, Cell> cells = new LinkedHashMap<>();
        for (ResultNode each : file.parts("cells")) {
            Place place = new Place(known(each, "peer", peerIds), known(each, "scenario", scenarioIds));
            if (cells.put(place, cell(each, runs)) != null) {
                throw new ReportException("%s has two cells of '%s' in '%s'. %s".formatted(file.source().name(),
                        place.peer(), place.scenario(), file.source().remedy()));
            }
        }
        Comparison comparison = new Comparison(file.date("date"), file.text("machine"), runs, file.count("processes"),
                file.count("callers"), file.texts("versions").values().stream().distinct().toList(), peers, scenarios,
                cells);
        comparison.checkComplete(file.source());
        return comparison;
    }

    /** Returns the cell of a cache in a scenario. */
    Cell cell(Peer peer, Scenario scenario) {
        Cell cell = this.cells.get(new Place(peer.id(), scenario.id()));
        if (cell == null) {
            throw new IllegalArgumentException("No cell of %s in %s".formatted(peer, scenario));
        }
        return cell;
    }

    /** Returns this library as it comes. */
    Peer ours() {
        return this.peers.stream().filter((peer) -> peer.id().equals(OURS)).findFirst().orElseThrow();
    }

    /** Returns this library as it comes and in its variants. */
    List<Peer> variants() {
        return this.peers.stream().filter(Peer::isOurs).toList();
    }

    /** Returns the caches that are not this library. */
    List<Peer> others() {
        return this.peers.stream().filter((peer) -> !peer.isOurs()).toList();
    }

    private void checkComplete(ResultNode.Source source) {
        for (Scenario scenario : this.scenarios) {
            for (Peer peer : this.peers) {
                if (!this.cells.containsKey(new Place(peer.id(), scenario.id()))) {
                    throw new ReportException("%s has no cell of '%s' in '%s'. %s".formatted(source.name(), peer.id(),
                            scenario.id(), source.remedy()));
                }
            }
        }
    }

    private static <T> Set<String> ids(ResultNode file, String name, List<T> all, Function<T, String> id) {
        Set<String> ids = all.stream().map(id).collect(Collectors.toCollection(HashSet::new));
        if (ids.isEmpty() || ids.size() != all.size()) {
            throw file.wrong(name, "a list with one or more ids, each once,");
        }
        return ids;
    }

    private static String known(ResultNode cell, String name, Set<String> ids) {
        String id = cell.text(name);
        if (!ids.contains(id)) {
            throw cell.wrong(name, "an id of '%ss'".formatted(name));
        }
        return id;
    }

    private static Cell cell(ResultNode node, int expected) {
        List<Map<Figure, Double>> runs = new ArrayList<>();
        for (ResultNode run : node.parts("runs")) {
            Map<Figure, Double> figures = new EnumMap<>(Figure.class);
            for (Figure figure : Figure.values()) {
                figures.put(figure, run.number(figure.field()));
            }
            runs.add(figures);
        }
        String note = node.optionalText("note");
        if (runs.size() > expected || (runs.size() < expected && note == null)) {
            throw new ReportException(
                    "'%s.runs' must have %d runs, or fewer and a 'note' that says why, but has %d in %s. %s"
                        .formatted(node.path(), expected, runs.size(), node.source().name(), node.source().remedy()));
        }
        return new Cell(runs, note);
    }

    /** A cache. */
    record Peer(String id, String name) {

        boolean isOurs() {
            return this.id.equals(OURS) || this.id.startsWith(OURS + "-");
        }

    }

    /** What was done to all caches. */
    record Scenario(String id, String name, String description) {
    }

    /** The way to a cell. */
    record Place(String peer, String scenario) {
    }

    /**
     * What was measured of one cache in one scenario.
     *
     * @param runs the figures of each run; empty if the scenario does not apply
     * @param note what a reader has to know; says why if there are too few runs
     */
    record Cell(List<Map<Figure, Double>> runs, @Nullable String note) {

        boolean isMeasured() {
            return !this.runs.isEmpty();
        }

        /** Returns the median of the runs, of which there is at least one. */
        double median(Figure figure) {
            double[] sorted = values(figure);
            int middle = sorted.length / 2;
            return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        /** Returns the largest value of any run. */
        double largest(Figure figure) {
            double[] sorted = values(figure);
            return sorted[sorted.length - 1];
        }

        private double[] values(Figure figure) {
            return this.runs.stream().mapToDouble((run) -> run.getOrDefault(figure, 0.0)).sorted().toArray();
        }

    }

}
