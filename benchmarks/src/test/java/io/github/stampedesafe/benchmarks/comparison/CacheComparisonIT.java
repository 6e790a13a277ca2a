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

import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The comparison itself, small: two peers, two scenarios, two processes of eight callers.
 */
@Tag("any-jdk")
class CacheComparisonIT {

    @Test
    void countsTheLoadsOfAllProcessesAndTheStaleAnswersAfterAnEvict() {
        Plan plan = new Plan(List.of(PeerKind.NONE, PeerKind.OURS), List.of(Scenario.COLD, Scenario.EVICT), 1, 2, 8,
                "unused");

        JsonNode results = JsonMapper.shared().readTree(CacheComparison.measure(plan).json());

        assertThat(results.path("cells")).hasSize(4);
        JsonNode unprotected = run(results, "none", "cold");
        assertThat(unprotected.path("loads").asInt()).isEqualTo(16);
        assertThat(unprotected.path("peak").asInt()).isBetween(2, 16);
        assertThat(unprotected.path("commands").asInt()).isGreaterThanOrEqualTo(32);
        JsonNode ours = run(results, "ours", "cold");
        assertThat(ours.path("loads").asInt()).isLessThan(16);
        assertThat(ours.path("p50").asDouble()).isGreaterThan(150).isLessThanOrEqualTo(ours.path("max").asDouble());
        assertThat(ours.path("callers").asInt()).isEqualTo(16);
        assertThat(ours.path("errors").asInt()).isZero();
        assertThat(run(results, "none", "evict").path("callers").asInt()).isEqualTo(48);
        assertThat(run(results, "ours", "evict").path("stale").asInt()).isZero();
    }

    private static JsonNode run(JsonNode results, String peer, String scenario) {
        return results.path("cells")
            .valueStream()
            .filter((cell) -> cell.path("peer").asString().equals(peer)
                    && cell.path("scenario").asString().equals(scenario))
            .findFirst()
            .orElseThrow()
            .path("runs")
            .path(0);
    }

}
