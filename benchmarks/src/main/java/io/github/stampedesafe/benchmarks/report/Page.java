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

import java.util.Map;

/**
 * A page with parts that are generated. A part stands between two lines,
 * {@code <!-- name: begin -->} and {@code <!-- name: end -->}, each once in the page.
 *
 * @param name how messages call the page
 * @param text the page
 */
record Page(String name, String text) {

    /**
     * Returns the page with other parts.
     * @param parts the parts, by their names
     * @throws ReportException if the page has no place for one of them
     */
    Page with(Map<String, String> parts) {
        Page page = this;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            page = page.with(part.getKey(), part.getValue());
        }
        return page;
    }

    private Page with(String part, String content) {
        String begin = "<!-- %s: begin -->\n".formatted(part);
        String end = "<!-- %s: end -->\n".formatted(part);
        int from = only(begin) + begin.length();
        int to = only(end);
        if (to < from) {
            throw misplaced(end, "before its begin");
        }
        return new Page(this.name, this.text.substring(0, from) + "\n" + content + "\n\n" + this.text.substring(to));
    }

    private int only(String marker) {
        int first = this.text.indexOf(marker);
        if (first < 0) {
            throw misplaced(marker, "missing");
        }
        if (this.text.indexOf(marker, first + 1) >= 0) {
            throw misplaced(marker, "there twice");
        }
        return first;
    }

    private ReportException misplaced(String marker, String problem) {
        return new ReportException("The line '%s' must be in %s once, begin before end, but is %s. Nothing was changed."
            .formatted(marker.strip(), this.name, problem));
    }

}
