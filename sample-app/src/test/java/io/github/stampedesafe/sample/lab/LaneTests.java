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

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LaneTests {

    private final AtomicLong nanos = new AtomicLong();

    private final Workload database = new Workload(8, Duration.ZERO, InstantSource.system(), (time) -> {
    });

    private final Lane lane = new Lane(this.database, this.nanos::get);

    @Test
    void callersAreCountedByInstanceUntilTheyAreAnswered() {
        Call first = ask(1);
        ask(2);
        Call third = ask(2);
        this.lane.answered(first, new Answer(1, 7, 1_000));
        this.lane.failed(third);
        Frame.Lane frame = this.lane.frame(1_250, Duration.ofSeconds(4), List.of(3));
        assertThat(frame.callers()).isEqualTo(3);
        assertThat(frame.answered()).isEqualTo(1);
        assertThat(frame.failed()).isEqualTo(1);
        assertThat(frame.waiting()).containsExactly(new Frame.Waiting(1, 0, 0, 1), new Frame.Waiting(2, 1, 0, 2),
                new Frame.Waiting(3, 0, 0, 0));
        assertThat(frame.value()).isEqualTo(new Frame.Value(250L, 7L, true));
    }

    @Test
    void timesOfTheLastSecondAreSummed() {
        answerAfter(Duration.ofMillis(900));
        answerAfter(Duration.ofMillis(10));
        answerAfter(Duration.ofMillis(20));
        answerAfter(Duration.ofMillis(30));
        assertThat(recent()).isEqualTo(new Recent.Summary(20d, 900d));
        pass(Duration.ofMillis(950));
        assertThat(recent()).isEqualTo(new Recent.Summary(20d, 30d));
        pass(Duration.ofSeconds(1));
        assertThat(recent()).isEqualTo(new Recent.Summary(null, null));
    }

    @Test
    void aRoundCountsThoseWhoAskedInIt() throws Exception {
        Call before = ask(1);
        Round round = this.lane.begin();
        Call slow = ask(1);
        Call failing = ask(1);
        this.lane.stopCounting();
        Call after = ask(1);
        this.database.work(1);
        pass(Duration.ofMillis(500));
        List.of(before, slow, after).forEach((call) -> this.lane.answered(call, new Answer(1, 1, 0)));
        pass(Duration.ofMillis(100));
        this.lane.failed(failing);
        assertThat(this.lane.callers(round)).isEqualTo(2);
        assertThat(this.lane.figures(round)).isEqualTo(new LaneFigures(1, 600, 1, 0));
    }

    @Test
    void anOlderVersionIsStaleForWhoAskedAfterTheEvict() {
        Round round = this.lane.begin();
        Call before = ask(1);
        this.lane.evicted(Settings.MAIN_KEY, 2);
        Call old = ask(1);
        Call current = ask(1);
        this.lane.answered(before, new Answer(1, 1, 0));
        this.lane.answered(old, new Answer(1, 1, 0));
        this.lane.answered(current, new Answer(1, 2, 0));
        assertThat(this.lane.figures(round).stale()).isEqualTo(1);
    }

    @Test
    void tooManyCallersOfAnInstanceAreTurnedAwayAndHaveFailed() {
        for (int i = 0; i < Settings.MOST_WAITING; i++) {
            ask(1);
        }
        assertThat(this.lane.ask(1, Settings.MAIN_KEY)).isNull();
        assertThat(this.lane.ask(2, Settings.MAIN_KEY)).isNotNull();
        assertThat(this.lane.frame(0, Duration.ofSeconds(4), List.of()).failed()).isEqualTo(1);
    }

    @Test
    void aValueThatWasEvictedIsNotStored() {
        this.lane.answered(ask(1), new Answer(1, 1, 0));
        this.lane.evicted(Settings.MAIN_KEY, 0);
        assertThat(this.lane.frame(0, Duration.ofSeconds(4), List.of()).value())
            .isEqualTo(new Frame.Value(null, null, false));
    }

    private Call ask(int instance) {
        return Objects.requireNonNull(this.lane.ask(instance, Settings.MAIN_KEY));
    }

    private void answerAfter(Duration time) {
        Call call = ask(1);
        pass(time);
        this.lane.answered(call, new Answer(1, 1, 0));
    }

    private Recent.Summary recent() {
        return this.lane.frame(0, Duration.ofSeconds(4), List.of()).recent();
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    }

}
