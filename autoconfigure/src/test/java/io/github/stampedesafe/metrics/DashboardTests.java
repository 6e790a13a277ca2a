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

package io.github.stampedesafe.metrics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/grafana-dashboard.json} against what Prometheus scrapes. */
class DashboardTests {

    private static final JsonNode DASHBOARD = JsonMapper.shared()
        .readTree(Path.of("..", "docs", "grafana-dashboard.json"));

    private static final ScrapedMetrics SCRAPED = new ScrapedMetrics(ExercisedMeters.registry().scrape());

    @Test
    void everyMetricOnItIsScraped() {
        assertThat(targets()).hasSizeGreaterThan(30)
            .allSatisfy((target) -> assertThat(ScrapedMetrics.names(expression(target))).as(expression(target))
                .isNotEmpty()
                .allMatch(SCRAPED::has));
    }

    @Test
    void everyMeterIsOnIt() {
        Set<String> shown = new HashSet<>();
        targets().forEach((target) -> ScrapedMetrics.names(expression(target))
            .forEach((metric) -> shown.add(metric.replaceFirst("_(total|bucket|sum|count)$", ""))));
        assertThat(ExercisedMeters.registry().getMeters()).extracting((meter) -> meter.getId().getName())
            // Twice the same: the dashboard shows the one that needs no observations.
            .filteredOn((name) -> !name.equals("stampede.load"))
            .allSatisfy((name) -> assertThat(shown)
                .anyMatch((metric) -> metric.replaceFirst("_seconds$", "").equals(name.replace('.', '_'))));
    }

    @Test
    void theDataSourceAndTheCachesAreChosenAtTheTop() {
        JsonNode variables = DASHBOARD.get("templating").get("list");
        assertThat(variables).extracting((variable) -> variable.get("name").asString())
            .containsExactly("datasource", "cache");
        assertThat(ScrapedMetrics.names(variables.get(1).get("definition").asString())).isNotEmpty()
            .allMatch(SCRAPED::has);
        assertThat(panels()).filteredOn((panel) -> !panel.get("type").asString().equals("row"))
            .allSatisfy(
                    (panel) -> assertThat(panel.get("datasource").get("uid").asString()).isEqualTo("${datasource}"));
    }

    private static List<JsonNode> panels() {
        return new ArrayList<>(DASHBOARD.get("panels").values());
    }

    private static List<JsonNode> targets() {
        List<JsonNode> targets = new ArrayList<>();
        panels().forEach((panel) -> targets.addAll(panel.path("targets").values()));
        return targets;
    }

    private static String expression(JsonNode target) {
        return target.get("expr").asString();
    }

}
