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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What callers got.
 *
 * @param micros how long each call took, failed ones included
 * @param stale calls that began after a write had returned and got an older value
 * @param errors calls that failed
 * @param error the first failure, empty if there was none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
record Answers(int[] micros, int stale, int errors, String error) {

    static final Answers NONE = new Answers(new int[0], 0, 0, "");

    private static final String SEPARATOR = "\t";

    /** Reads what {@link #line} wrote. */
    static Answers parse(String line) {
        String[] parts = line.split(SEPARATOR, 4);
        int[] micros = parts[2].isEmpty() ? new int[0]
                : Arrays.stream(parts[2].split(",")).mapToInt(Integer::parseInt).toArray();
        return new Answers(micros, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), parts[3]);
    }

    static Answers all(List<Answers> parts) {
        return parts.stream().reduce(NONE, Answers::and);
    }

    Answers and(Answers more) {
        int[] both = IntStream.concat(Arrays.stream(this.micros), Arrays.stream(more.micros)).toArray();
        return new Answers(both, this.stale + more.stale, this.errors + more.errors,
                this.error.isEmpty() ? more.error : this.error);
    }

    int calls() {
        return this.micros.length;
    }

    /** Returns how long so many percent of the calls took at most, in milliseconds. */
    double percentile(double percent) {
        if (this.micros.length == 0) {
            return 0;
        }
        int[] sorted = this.micros.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1_000.0;
    }

    String line() {
        String all = Arrays.stream(this.micros).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return String.join(SEPARATOR, String.valueOf(this.stale), String.valueOf(this.errors), all,
                this.error.replaceAll("\\s+", " "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Answers that && Arrays.equals(this.micros, that.micros) && this.stale == that.stale
                && this.errors == that.errors && this.error.equals(that.error);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(this.micros), this.stale, this.errors, this.error);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d calls, p50 %.1f ms, max %.1f ms, %d stale, %d errors %s", calls(),
                percentile(50), percentile(100), this.stale, this.errors, this.error);
    }

}
