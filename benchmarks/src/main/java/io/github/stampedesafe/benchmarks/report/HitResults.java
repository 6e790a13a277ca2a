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

import java.util.HashMap;
import java.util.Map;

/**
 * What {@code HitTurns} measured.
 *
 * @param file the file
 * @param measured what was measured
 */
record HitResults(ResultNode file, Map<Run, Ratio> measured) {

    /**
     * Reads a file.
     * @throws ReportException if anything is doubled or no figure
     */
    static HitResults read(ResultNode file) {
        Map<Run, Ratio> measured = new HashMap<>();
        for (ResultNode hits : file.parts("hits")) {
            for (ResultNode way : hits.parts("ways")) {
                Run run = new Run(hits.text("value"), hits.count("threads"), way.text("way"));
                Ratio ratio = new Ratio(way.number("lower"), way.number("median"), way.number("upper"),
                        way.number("callsPerSecond"), way.number("bytes"));
                if (measured.put(run, ratio) != null) {
                    throw new ReportException("%s has two results of %s. %s".formatted(file.source().name(), run,
                            file.source().remedy()));
                }
            }
        }
        return new HitResults(file, Map.copyOf(measured));
    }

    /** Returns where and when it was measured, as a sentence in Markdown. */
    String origin() {
        return "*Measured on %s (%s), medians of %d rounds. %s.*".formatted(this.file.date("date"),
                this.file.text("machine"), this.file.count("rounds"), this.file.text("versions"));
    }

    /**
     * Returns what was measured.
     * @throws ReportException if nothing was
     */
    Ratio ratio(Run run) {
        Ratio ratio = this.measured.get(run);
        if (ratio == null) {
            throw new ReportException("%s has no result of %s. %s".formatted(this.file.source().name(), run,
                    this.file.source().remedy()));
        }
        return ratio;
    }

    /**
     * What was called.
     *
     * @param value what was asked for
     * @param threads callers at one time
     * @param way how it was asked for
     */
    record Run(String value, int threads, String way) {

        @Override
        public String toString() {
            return "'%s' of '%s' on %d thread%s".formatted(this.way, this.value, this.threads,
                    (this.threads == 1) ? "" : "s");
        }

    }

    /**
     * What came out: quartiles of the ratios of throughputs.
     *
     * @param lower lower quartile
     * @param median their median
     * @param upper upper quartile
     * @param callsPerSecond calls of all threads together
     * @param bytes allocated for a call
     */
    record Ratio(double lower, double median, double upper, double callsPerSecond, double bytes) {
    }

}
