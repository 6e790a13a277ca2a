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

package io.github.stampedesafe.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FairQueueTests {

    private final FairQueue<String, String> queue = new FairQueue<>();

    @Test
    void lanesAreServedInTurnAndEachInItsOrder() {
        add("A1", "A2", "A3", "B1", "C1", "C2");
        assertThat(pollAll()).containsExactly("A1", "B1", "C1", "A2", "C2", "A3");
    }

    @Test
    void aLaneThatComesAgainIsTheLastToHaveItsTurn() {
        add("A1", "A2", "B1", "B2");
        assertThat(this.queue.poll()).isEqualTo("A1");
        add("C1");
        this.queue.remove("B", "B1");
        this.queue.remove("B", "B2");
        add("B3");
        assertThat(pollAll()).containsExactly("A2", "C1", "B3");
    }

    @Test
    void lanesWhoseFirstIsNotAdmittedKeepTheirPlace() {
        add("A1", "A2", "B1", "C1");
        assertThat(this.queue.poll((item) -> item.startsWith("C"))).isEqualTo("C1");
        assertThat(this.queue.poll((item) -> item.equals("A2"))).isNull();
        assertThat(pollAll()).containsExactly("A1", "B1", "A2");
    }

    @Test
    void theLongestLaneLosesItsNewest() {
        add("A1", "A2", "A3", "B1", "B2");
        assertThat(this.queue.shed("B")).isEqualTo("A3");
        assertThat(this.queue.size()).isEqualTo(4);
        assertThat(pollAll()).containsExactly("A1", "B1", "A2", "B2");
    }

    @Test
    void amongEquallyLongLanesTheNewcomersLosesItsNewest() {
        add("A1", "A2", "B1", "B2");
        assertThat(this.queue.shed("B")).isEqualTo("B2");
        assertThat(this.queue.shed("none")).isEqualTo("A2");
        assertThat(this.queue.shed("B")).isEqualTo("B1");
        assertThat(this.queue.shed("B")).isEqualTo("A1");
        assertThat(this.queue.shed("B")).isNull();
        assertThat(this.queue.size()).isZero();
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        add("A1");
        assertThat(this.queue.remove("B", "A1")).isFalse();
        assertThat(this.queue.remove("A", "A2")).isFalse();
        assertThat(this.queue.remove("A", "A1")).isTrue();
        assertThat(this.queue.remove("A", "A1")).isFalse();
        assertThat(this.queue.size()).isZero();
        assertThat(this.queue.poll()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void noLaneWaitsForMoreThanOneTurnOfEachOtherWhateverHappens(long seed) {
        Random random = new Random(seed);
        int lanes = 1 + random.nextInt(12);
        Map<String, Deque<Integer>> model = new HashMap<>();
        Map<String, Integer> turnsOfOthers = new HashMap<>();
        FairQueue<String, Integer> tested = new FairQueue<>();
        for (int step = 0; step < 20_000; step++) {
            // The lowest lane is by far the busiest.
            String lane = "lane " + (int) (lanes * Math.pow(random.nextDouble(), 4));
            Deque<Integer> items = model.computeIfAbsent(lane, (absent) -> new ArrayDeque<>());
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    if (items.isEmpty()) {
                        turnsOfOthers.put(lane, 0);
                    }
                    tested.add(lane, step);
                    items.addLast(step);
                }
                case 2 -> {
                    Integer some = items.isEmpty() ? step : new ArrayList<>(items).get(random.nextInt(items.size()));
                    assertThat(tested.remove(lane, some)).isEqualTo(items.remove(some));
                }
                case 3 -> shedAlike(tested, model, lane);
                default -> pollAlike(tested, model, turnsOfOthers);
            }
            assertThat(tested.size()).isEqualTo(model.values().stream().mapToInt(Deque::size).sum());
            long waiting = lanes;
            assertThat(turnsOfOthers.values()).allSatisfy((turns) -> assertThat(turns).isLessThan((int) waiting));
        }
    }

    private static void shedAlike(FairQueue<String, Integer> tested, Map<String, Deque<Integer>> model, String lane) {
        int longest = model.values().stream().mapToInt(Deque::size).max().orElse(0);
        Integer shed = tested.shed(lane);
        if (shed == null) {
            assertThat(longest).isZero();
            return;
        }
        Map.Entry<String, Deque<Integer>> loser = model.entrySet()
            .stream()
            .filter((entry) -> shed.equals(entry.getValue().peekLast()))
            .findFirst()
            .orElseThrow();
        assertThat(loser.getValue()).hasSize(longest);
        assertThat(model.get(lane).size() < longest || loser.getKey().equals(lane)).isTrue();
        loser.getValue().removeLast();
    }

    private static void pollAlike(FairQueue<String, Integer> tested, Map<String, Deque<Integer>> model,
            Map<String, Integer> turnsOfOthers) {
        Integer polled = tested.poll();
        if (polled == null) {
            assertThat(model.values()).allMatch(Deque::isEmpty);
            return;
        }
        model.forEach((lane, items) -> {
            if (polled.equals(items.peekFirst())) {
                items.removeFirst();
                turnsOfOthers.put(lane, 0);
            }
            else {
                turnsOfOthers.merge(lane, items.isEmpty() ? 0 : 1, Integer::sum);
            }
        });
    }

    private void add(String... items) {
        for (String item : items) {
            this.queue.add(item.substring(0, 1), item);
        }
    }

    private List<String> pollAll() {
        List<String> polled = new ArrayList<>();
        String next = this.queue.poll();
        while (next != null) {
            polled.add(next);
            next = this.queue.poll();
        }
        return polled;
    }

}
