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

package io.github.stampedesafe.benchmarks.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GatesTests {

    private static final long MEBIBYTE = 1 << 20;

    @Test
    void whatStaysAsItIsPasses() {
        assertThat(Gates.broken(steady(), 3)).isEmpty();
    }

    @Test
    void tooFewSamplesProveNothing() {
        assertThat(Gates.broken(steady().subList(0, 7), 3)).hasSize(1);
    }

    @Test
    void theTimeToWarmUpMayGrow() {
        List<Sample> samples = steady();
        samples.set(0, new Sample(0, MEBIBYTE, 1, 1, 1, 1, 1, 0, 0, 0, 1));
        assertThat(Gates.broken(samples, 3)).isEmpty();
    }

    @Test
    void growthOfEachFigureIsFound() {
        assertThat(Gates.broken(grown(40 * MEBIBYTE, 0, 0), 3)).singleElement().asString().startsWith("Heap");
        assertThat(Gates.broken(grown(0, 1, 0), 3)).singleElement().asString().startsWith("Threads");
        assertThat(Gates.broken(grown(0, 0, 200), 3)).singleElement().asString().startsWith("Keys");
    }

    @Test
    void morePooledConnectionsThanThePoolsAllowAreFound() {
        assertThat(Gates.broken(connections(30), 3)).isEmpty();
        assertThat(Gates.broken(connections(31), 3)).containsExactly("Connections: 31, and 30 are allowed.");
    }

    @Test
    void theSameAtEachRestPasses() {
        assertThat(Gates.brokenAtRest(List.of(rest(0, 9, true), rest(60, 9, true), rest(120, 9, true)))).isEmpty();
    }

    @Test
    void tooFewRestsProveNothing() {
        assertThat(Gates.brokenAtRest(List.of(rest(0, 9, true), rest(60, 9, true))))
            .containsExactly("There are 2 rests, and 3 are needed.");
    }

    @Test
    void oneConnectionMoreOrLessAtRestIsFound() {
        assertThat(Gates.brokenAtRest(List.of(rest(0, 9, true), rest(60, 10, true), rest(120, 9, true))))
            .containsExactly("Connections at rest: 10 in second 60, and 9 before the traffic.");
        assertThat(Gates.brokenAtRest(List.of(rest(0, 9, true), rest(60, 9, true), rest(120, 8, true))))
            .containsExactly("Connections at rest: 8 in second 120, and 9 before the traffic.");
    }

    @Test
    void aNumberOfConnectionsThatDoesNotSettleIsFound() {
        assertThat(Gates.brokenAtRest(List.of(rest(0, 9, true), rest(60, 9, true), rest(120, 9, false))))
            .containsExactly("The number of connections at rest still changed in second 120.");
    }

    @Test
    void heapAndThreadsThatGrowFromRoundToRoundAreFound() {
        Rest first = rest(0, 9, true);
        Rest warm = new Rest(60, 100 * MEBIBYTE, 50, 9, true);
        assertThat(Gates.brokenAtRest(List.of(first, warm, new Rest(120, 136 * MEBIBYTE, 54, 9, true)))).isEmpty();
        assertThat(Gates.brokenAtRest(List.of(first, warm, new Rest(120, 137 * MEBIBYTE, 55, 9, true))))
            .containsExactly("Heap at rest (MiB) grew from 100 to 137, and 136 are allowed.",
                    "Threads at rest grew from 50 to 55, and 54 are allowed.");
    }

    @Test
    void aStaleReadIsFound() {
        assertThat(Gates.broken(last(1, 0, 1), 3)).singleElement().asString().startsWith("Stale");
    }

    @Test
    void aFailedCallIsFound() {
        assertThat(Gates.broken(last(0, 1, 1), 3)).singleElement().asString().startsWith("Failed");
    }

    @Test
    void aCallThatHungIsFound() {
        assertThat(Gates.broken(last(0, 0, 15_001), 3)).singleElement()
            .asString()
            .isEqualTo("Slowest call (ms): 15001, and 15000 are allowed.");
    }

    @Test
    void aStandstillIsFound() {
        List<Sample> samples = steady();
        Sample before = samples.get(9);
        samples.set(10, new Sample(10, 100 * MEBIBYTE, 50, 9, 5_000, before.calls(), 10, 0, 3, 0, 20));
        assertThat(Gates.broken(samples, 3)).singleElement().asString().contains("second 10");
    }

    private static List<Sample> steady() {
        return grown(0, 0, 0);
    }

    private static List<Sample> grown(long heap, int threads, long keys) {
        return new ArrayList<>(IntStream.range(0, 16)
            .mapToObj((i) -> new Sample(i, 100 * MEBIBYTE + i * heap / 4, 50 + i * threads, 9, 5_000 + i * keys,
                    100 + 100 * i, i, 0, 3, 0, 20))
            .toList());
    }

    private static List<Sample> connections(int most) {
        List<Sample> samples = steady();
        samples.set(3, new Sample(3, 100 * MEBIBYTE, 50, most, 5_000, 400, 3, 0, 3, 0, 20));
        return samples;
    }

    private static Rest rest(long second, int connections, boolean settled) {
        return new Rest(second, 100 * MEBIBYTE, 50, connections, settled);
    }

    private static List<Sample> last(long stale, long failures, long slowest) {
        List<Sample> samples = steady();
        samples.set(15, new Sample(15, 100 * MEBIBYTE, 50, 9, 5_000, 10_000, 15, stale, 3, failures, slowest));
        return samples;
    }

}
