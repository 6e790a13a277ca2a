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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The raw results, as they are kept in {@code benchmarks/results}.
 *
 * @param date when they were measured, in ISO format
 * @param machine where
 * @param runs how often each scenario was played
 * @param processes instances of each peer
 * @param callers callers of each instance
 * @param versions library and version by the title of a peer
 * @param peers the peers, in the order of the tables
 * @param scenarios the scenarios, in the order of the tables
 * @param cells the figures of each peer in each scenario
 */
record Results(String date, String machine, int runs, int processes, int callers, Map<String, String> versions,
        List<PeerName> peers, List<ScenarioName> scenarios, List<Cell> cells) {

    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static Results empty(String date, String machine, Plan plan) {
        Map<String, String> versions = new LinkedHashMap<>();
        plan.peers().forEach((peer) -> versions.put(peer.title(), peer.version()));
        return new Results(date, machine, plan.runs(), plan.processes(), plan.callers(), versions,
                plan.peers().stream().map((peer) -> new PeerName(peer.id(), peer.title())).toList(),
                plan.scenarios()
                    .stream()
                    .map((scenario) -> new ScenarioName(scenario.id(), scenario.title(), scenario.description()))
                    .toList(),
                new ArrayList<>());
    }

    /** Adds the figures of one run. */
    void add(PeerKind peer, Scenario scenario, Figures figures) {
        cell(peer, scenario).runs().add(figures);
    }

    /** Notes why there are no figures of a run. */
    void note(PeerKind peer, Scenario scenario, String reason) {
        Cell cell = cell(peer, scenario);
        this.cells.set(this.cells.indexOf(cell), new Cell(cell.peer(), cell.scenario(), cell.runs(), reason));
    }

    /** Whether a scenario was tried and gave a reason but no figures. */
    boolean isNotApplicable(PeerKind peer, Scenario scenario) {
        Cell cell = cell(peer, scenario);
        return cell.runs().isEmpty() && !cell.note().isEmpty();
    }

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    private Cell cell(PeerKind peer, Scenario scenario) {
        for (Cell cell : this.cells) {
            if (cell.peer().equals(peer.id()) && cell.scenario().equals(scenario.id())) {
                return cell;
            }
        }
        Cell cell = new Cell(peer.id(), scenario.id(), new ArrayList<>(), "");
        this.cells.add(cell);
        return cell;
    }

    record PeerName(String id, String name) {

    }

    record ScenarioName(String id, String name, String description) {

    }

    /**
     * The figures of one peer in one scenario.
     *
     * @param note why figures are missing, empty if none are
     */
    record Cell(String peer, String scenario, List<Figures> runs,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String note) {

    }

}
