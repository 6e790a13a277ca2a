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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with an expression, given what is scraped: a name that is not there, a
 * label that its series do not have, a value that the label never has. Knows as much of
 * the language as the documentation uses.
 */
final class PromQl {

    /** Labels that Prometheus adds to what it scrapes. */
    private static final Set<String> ADDED = Set.of("instance", "job");

    private static final Set<String> WORDS = Set.of("and", "or", "unless");

    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");

    private static final Pattern GROUPING = Pattern.compile("\\b(by|on)\\s*\\(([^)]*)\\)");

    private static final Pattern SELECTOR = Pattern
        .compile("(?<![\\w.])([a-zA-Z_]\\w*)(?!\\w)(?!\\s*\\()(?:\\{([^}]*)})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!=|!~|=)\\s*\"([^\"]*)\"");

    private final ScrapedMetrics scraped;

    private final List<String> problems = new ArrayList<>();

    private final Set<String> metrics = new TreeSet<>();

    PromQl(ScrapedMetrics scraped) {
        this.scraped = scraped;
    }

    /** Returns everything that is wrong with an expression. */
    static List<String> problems(String expression, ScrapedMetrics scraped) {
        PromQl check = new PromQl(scraped);
        check.check(expression);
        return check.problems;
    }

    /** Returns the labels that an expression groups by. */
    static Set<String> grouping(String expression) {
        Set<String> labels = new TreeSet<>();
        GROUPING.matcher(expression)
            .results()
            .forEach((group) -> labels.addAll(List.of(group.group(2).trim().split("\\s*,\\s*"))));
        return labels;
    }

    private void check(String expression) {
        String plain = RANGE.matcher(expression).replaceAll("");
        Matcher selectors = SELECTOR.matcher(GROUPING.matcher(plain).replaceAll(""));
        while (selectors.find()) {
            if (!WORDS.contains(selectors.group(1))) {
                check(selectors.group(1), (selectors.group(2) != null) ? selectors.group(2) : "");
            }
        }
        for (String metric : this.metrics) {
            grouping(expression).stream()
                .filter((label) -> !ADDED.contains(label) && !this.scraped.labels(metric).contains(label))
                .forEach((label) -> this.problems.add(metric + " has no label " + label));
        }
        if (this.metrics.isEmpty() && this.problems.isEmpty()) {
            this.problems.add("nothing is selected");
        }
    }

    private void check(String metric, String labels) {
        if (!this.scraped.has(metric)) {
            this.problems.add("no metric " + metric);
            return;
        }
        this.metrics.add(metric);
        MATCHER.matcher(labels).results().forEach((matcher) -> {
            String label = matcher.group(1);
            if (!this.scraped.labels(metric).contains(label)) {
                this.problems.add(metric + " has no label " + label);
            }
            else if (matcher.group(2).equals("=") && !this.scraped.values(metric, label).contains(matcher.group(3))) {
                this.problems.add("%s of %s is never %s".formatted(label, metric, matcher.group(3)));
            }
        });
    }

}
