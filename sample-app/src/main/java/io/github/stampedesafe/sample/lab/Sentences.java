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

package io.github.stampedesafe.sample.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as a sentence. */
final class Sentences {

    private Sentences() {
    }

    /** Returns both lanes side by side, such as the sentence under a cold stampede. */
    static String compare(Figures figures) {
        return "%s, %s; without: %s.%s".formatted(count(figures.callers(), "caller", "callers"),
                lane(figures.guarded(), figures), lane(figures.plain(), figures), verdict(figures));
    }

    private static String lane(LaneFigures lane, Figures figures) {
        List<String> parts = new ArrayList<>();
        parts.add(count(lane.queries(), "query", "queries"));
        parts.add("slowest " + time(lane.slowest()));
        if (figures.guarded().failed() + figures.plain().failed() > 0) {
            parts.add(lane.failed() + " failed");
        }
        if (figures.guarded().stale() + figures.plain().stale() > 0) {
            parts.add(count(lane.stale(), "stale answer", "stale answers"));
        }
        return String.join(", ", parts);
    }

    private static String verdict(Figures figures) {
        List<String> worse = new ArrayList<>();
        LaneFigures guarded = figures.guarded();
        LaneFigures plain = figures.plain();
        if (guarded.queries() > plain.queries()) {
            worse.add("more queries");
        }
        if (isClearlySlower(guarded.slowest(), plain.slowest())) {
            worse.add("a longer wait");
        }
        if (guarded.failed() > plain.failed()) {
            worse.add("more failures");
        }
        if (guarded.stale() > plain.stale()) {
            worse.add("more stale answers");
        }
        return worse.isEmpty() ? "" : " Here protection had " + String.join(" and ", worse) + ".";
    }

    /** A tenth or 50 ms, because less than that is noise on a laptop. */
    private static boolean isClearlySlower(long one, long other) {
        return one > other + Math.max(50, other / 10);
    }

    static String count(long number, String one, String many) {
        return "%,d %s".formatted(number, (number == 1) ? one : many);
    }

    static String time(long millis) {
        return (millis < 1_000) ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000d);
    }

}
