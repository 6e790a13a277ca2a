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

import java.util.List;
import java.util.Locale;

import io.github.stampedesafe.benchmarks.report.JmhResults.Run;
import io.github.stampedesafe.benchmarks.report.JmhResults.Score;

/**
 * Writes what a hit is made of. Figures are ratios to a base of the same run, because
 * those of different machines and days cannot be compared.
 */
final class JmhReport {

    private static final List<Part> PARTS = List.of(
            new Part("write 300 bytes of JSON", "Jackson as it comes", codec("oursWrite", "record"),
                    codec("jacksonWrite", "record")),
            new Part("write 10,000 bytes of JSON", "Jackson as it comes", codec("oursWrite", "list"),
                    codec("jacksonWrite", "list")),
            new Part("read 300 bytes of JSON", "Jackson as it comes", codec("oursRead", "record"),
                    codec("jacksonRead", "record")),
            new Part("read 10,000 bytes of JSON", "Jackson as it comes", codec("oursRead", "list"),
                    codec("jacksonRead", "list")),
            new Part("hit in memory, all arguments as key", "key = \"#p0\"", key("defaultKey"), key("parameter")),
            new Part("hit in memory, a SpEL expression as key", "key = \"#p0\"", key("expression"), key("parameter")),
            new Part("judge an entry by time", "the store in memory alone", engine("judgedByTime"),
                    engine("storeOnly")),
            new Part("judge an entry by time and chance", "by time alone", engine("judgedByChance"),
                    engine("judgedByTime")),
            new Part("miss in memory: flight, lease, fence", "a hit in memory", engine("flight"),
                    engine("judgedByTime")));

    private final JmhResults results;

    JmhReport(JmhResults results) {
        this.results = results;
    }

    /** Returns the part of the page. */
    String partsOfHit() {
        Table table = new Table(List.of("what", "compared with", "time", "bytes", "1.00 stands for", "and for"));
        for (Part part : PARTS) {
            Score score = this.results.score(part.run());
            Score base = this.results.score(part.base());
            table.row(List.of(part.name(), part.baseName(), ratio(score.value() / base.value()),
                    (base.bytes() < 1) ? "n/a" : ratio(score.bytes() / base.bytes()), count(base.value()) + " ns",
                    count(base.bytes()) + " B"));
        }
        return "*Measured on %s (%s). %s.*\n\n%s".formatted(this.results.date(), this.results.machine(),
                this.results.versions(), table.markdown());
    }

    private static Run codec(String method, String value) {
        return new Run("CodecBenchmark", method, value, 1);
    }

    private static Run key(String method) {
        return new Run("KeyBenchmark", method, "", 1);
    }

    private static Run engine(String method) {
        return new Run("EngineBenchmark", method, "", 1);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A part of our work, and what it is compared with. */
    private record Part(String name, String baseName, Run run, Run base) {
    }

}
