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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus reads: series with a name, labels and a value. */
final class ScrapedMetrics {

    private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? (\\S+)$");

    /** What this library measures, in the names of Prometheus; no label of it. */
    private static final Pattern OWN = Pattern.compile("\\b(cache|stampede)_\\w+\\b(?!\\s*[=!])");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final List<Series> series = new ArrayList<>();

    ScrapedMetrics(String text) {
        Matcher lines = SERIES.matcher(text);
        while (lines.find()) {
            String labels = (lines.group(2) != null) ? lines.group(2) : "";
            this.series.add(new Series(lines.group(1), parse(labels), lines.group(3)));
        }
    }

    /** Returns the names of this library's metrics in a text. */
    static Set<String> names(String text) {
        return OWN.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    boolean has(String name) {
        return this.series.stream().anyMatch((series) -> series.name.equals(name));
    }

    /**
     * Returns what is not zero of the series that are wanted, as
     * {@code "stampede_loads_total early success" -> 1}: the name and the values of the
     * labels in the order of their names.
     */
    Map<String, Integer> figures(Predicate<String> wanted) {
        Map<String, Integer> figures = new TreeMap<>();
        for (Series series : this.series) {
            double value = Double.parseDouble(series.value);
            if (value != 0 && wanted.test(series.name)) {
                figures.put(series.name + " " + String.join(" ", series.labels.values()), (int) value);
            }
        }
        return figures;
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(text).results().forEach((label) -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    private record Series(String name, Map<String, String> labels, String value) {
    }

}
