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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/metrics.md} against what is registered. */
class MetricsPageTests {

    private static final Pattern ROW = Pattern
        .compile("(?m)^\\| `([a-z.]+)` \\|([^|]*)\\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\| [^|]+ \\|$");

    private static final Pattern TAG = Pattern.compile("`([a-z.]+)`(?: \\(([^)]*)\\))?");

    private static final Pattern PROMQL = Pattern.compile("(?s)```promql\n(.*?)```");

    private static final String PAGE = read();

    private final PrometheusMeterRegistry registry = ExercisedMeters.registry();

    private final ScrapedMetrics scraped = new ScrapedMetrics(this.registry.scrape());

    @Test
    void everyMeterIsDocumentedWithItsTagsAndEveryDocumentedMeterIsRegistered() {
        Map<String, Set<String>> registered = new TreeMap<>();
        for (Meter meter : this.registry.getMeters()) {
            Set<String> tags = meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
            assertThat(registered.merge(meter.getId().getName(), tags, (one, same) -> one)).isEqualTo(tags);
        }
        Map<String, Set<String>> documented = rows().stream()
            .collect(Collectors.toMap((row) -> row.group(1), (row) -> tags(row).keySet()));
        assertThat(documented).isEqualTo(registered);
    }

    @Test
    void theValuesOfTagsAreThoseThatAreRegistered() {
        for (MatchResult row : rows()) {
            tags(row).forEach((key, values) -> {
                if (!values.isEmpty()) {
                    assertThat(values).as(row.group(1) + " " + key)
                        .isEqualTo(this.registry.find(row.group(1))
                            .meters()
                            .stream()
                            .map((meter) -> meter.getId().getTag(key))
                            .collect(Collectors.toSet()));
                }
            });
        }
    }

    @Test
    void typesAndUnitsAreThoseThatAreRegistered() {
        for (MatchResult row : rows()) {
            Meter meter = this.registry.get(row.group(1)).meter();
            assertThat(row.group(3)).as(row.group(1)).isEqualTo(type(meter));
            assertThat(row.group(4).equals("seconds")).as(row.group(1))
                .isEqualTo(row.group(3).matches("timer|histogram|long task timer"));
        }
    }

    @Test
    void everyMetricOfAnAlertIsScraped() {
        List<String> alerts = PROMQL.matcher(PAGE).results().map((block) -> block.group(1)).toList();
        assertThat(alerts).hasSizeGreaterThan(5)
            .allSatisfy((alert) -> assertThat(ScrapedMetrics.names(alert)).as(alert)
                .isNotEmpty()
                .allMatch(this.scraped::has));
    }

    @Test
    void aHistogramHasAsManySeriesAsThePageSays() {
        long buckets = this.registry.scrape()
            .lines()
            .filter((line) -> line.startsWith("stampede_lease_wait_seconds_bucket{"))
            .count();
        assertThat(PAGE).contains("A histogram is %d series".formatted(buckets));
    }

    private String type(Meter meter) {
        String name = meter.getId().getName().replace('.', '_') + "_seconds_bucket";
        return switch (meter.getId().getType()) {
            case TIMER -> this.scraped.has(name) ? "histogram" : "timer";
            case LONG_TASK_TIMER -> "long task timer";
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            default -> throw new AssertionError(meter.getId());
        };
    }

    private static List<MatchResult> rows() {
        return ROW.matcher(PAGE).results().toList();
    }

    /** Returns the tags of a row, each with the values that the page lists. */
    private static Map<String, Set<String>> tags(MatchResult row) {
        Map<String, Set<String>> tags = new TreeMap<>();
        TAG.matcher(row.group(2)).results().forEach((tag) -> {
            Set<String> values = new TreeSet<>();
            if (tag.group(2) != null) {
                Pattern.compile("`([a-z_]+)`")
                    .matcher(tag.group(2))
                    .results()
                    .forEach((value) -> values.add(value.group(1)));
            }
            tags.put(tag.group(1), values);
        });
        return tags;
    }

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "metrics.md"));
        }
        catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

}
