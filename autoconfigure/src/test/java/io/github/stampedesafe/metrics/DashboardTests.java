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
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/grafana-dashboard.json} against what Prometheus scrapes. */
class DashboardTests {

    private static final JsonNode DASHBOARD = JsonMapper.shared()
        .readTree(Path.of("..", "docs", "grafana-dashboard.json"));

    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

    private static final ScrapedMetrics SCRAPED = new ScrapedMetrics(ExercisedMeters.registry().scrape());

    @Test
    void everyExpressionFindsItsMetricsAndLabels() {
        assertThat(targets()).hasSizeGreaterThan(30)
            .allSatisfy((target) -> assertThat(PromQl.problems(expression(target), SCRAPED)).as(expression(target))
                .isEmpty());
    }

    @Test
    void everyLegendNamesALabelThatIsLeft() {
        assertThat(targets()).allSatisfy((target) -> LEGEND.matcher(target.get("legendFormat").asString())
            .results()
            .forEach((label) -> assertThat(PromQl.grouping(expression(target))).contains(label.group(1))));
    }

    @Test
    void everyMeterIsOnIt() {
        Set<String> shown = new HashSet<>();
        targets().forEach((target) -> Pattern.compile("\\b(cache|stampede)_\\w+")
            .matcher(expression(target))
            .results()
            .forEach((metric) -> shown.add(metric.group().replaceFirst("_(total|bucket|sum|count)$", ""))));
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
        String caches = variables.get(1).get("definition").asString();
        assertThat(caches).startsWith("label_values(").endsWith(", cache)");
        String selector = caches.substring("label_values(".length(), caches.length() - ", cache)".length());
        assertThat(PromQl.problems("sum by (cache) (" + selector + ")", SCRAPED)).isEmpty();
        assertThat(panels()).filteredOn((panel) -> !panel.get("type").asString().equals("row"))
            .allSatisfy(
                    (panel) -> assertThat(panel.get("datasource").get("uid").asString()).isEqualTo("${datasource}"));
    }

    @Test
    void panelsHaveDifferentIdsAndDoNotOverlap() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : panels()) {
            assertThat(ids.add(panel.get("id").asInt())).as(panel.get("title").asString()).isTrue();
            JsonNode place = panel.get("gridPos");
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    assertThat(cells.add((place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y)))
                        .as(panel.get("title").asString())
                        .isTrue();
                }
            }
        }
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
