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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus reads: names, and the labels of each series. */
final class ScrapedMetrics {

    private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? \\S+$");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Map<String, List<Map<String, String>>> series = new HashMap<>();

    ScrapedMetrics(String text) {
        Matcher lines = SERIES.matcher(text);
        while (lines.find()) {
            String labels = (lines.group(2) != null) ? lines.group(2) : "";
            this.series.computeIfAbsent(lines.group(1), (name) -> new ArrayList<>()).add(parse(labels));
        }
    }

    boolean has(String name) {
        return this.series.containsKey(name);
    }

    /** Returns the labels that all series of a name have. */
    Set<String> labels(String name) {
        return this.series.get(name).get(0).keySet();
    }

    /** Returns the values that a label has. */
    Set<String> values(String name, String label) {
        return this.series.get(name).stream().map((labels) -> labels.get(label)).collect(Collectors.toSet());
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        LABEL.matcher(text).results().forEach((label) -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

}
