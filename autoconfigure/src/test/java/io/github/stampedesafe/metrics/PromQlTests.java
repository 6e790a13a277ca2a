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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The check of the documentation's expressions finds what it is there for. */
class PromQlTests {

    private static final ScrapedMetrics SCRAPED = new ScrapedMetrics("""
            # HELP loads_total Loads
            loads_total{cache="totals",cause="miss"} 1.0
            loads_total{cache="totals",cause="early"} 2.0
            wait_seconds_bucket{cache="totals",le="0.001"} 3
            tracked NaN
            """);

    @ParameterizedTest
    @ValueSource(strings = { "loads_total", "tracked > 0", "rate(loads_total{cause=\"miss\"}[5m]) / 60",
            "sum by (instance, cache) (rate(loads_total{cache=~\"$cache\"}[$__rate_interval]))",
            "histogram_quantile(0.99, sum by (le) (rate(wait_seconds_bucket[5m]))) > 2e3",
            "max by (instance) (tracked) > 0 and on (instance) max by (instance) (tracked) == 1" })
    void whatIsThereIsFound(String expression) {
        assertThat(PromQl.problems(expression, SCRAPED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            load_total                                    | no metric load_total
            rate(loads[5m])                               | no metric loads
            loads_total{result="hit"}                     | loads_total has no label result
            loads_total{cause="missed"}                   | cause of loads_total is never missed
            sum by (le, cache) (rate(loads_total[5m]))    | loads_total has no label le
            tracked / sum by (cache) (loads_total)        | tracked has no label cache
            1 > 0                                         | nothing is selected
            """)
    void whatIsNotThereIsNot(String expression, String problem) {
        assertThat(PromQl.problems(expression, SCRAPED)).isEqualTo(List.of(problem));
    }

    @Test
    void theLabelsOfAGroupingAreKnown() {
        assertThat(PromQl.grouping("sum by (le, cache) (rate(x[5m]))")).containsExactly("cache", "le");
    }

}
