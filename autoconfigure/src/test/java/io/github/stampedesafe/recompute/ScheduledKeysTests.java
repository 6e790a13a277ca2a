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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.testing.ScriptedRandom;
import io.github.stampedesafe.testing.StringCodec;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduledKeysTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final Trigger EACH_MINUTE = new Trigger.FixedRate(Duration.ofMinutes(1));

    private final ScheduledKeys keys = new ScheduledKeys();

    @Test
    void ofWhatIsDueAtTheSameTimeTheFirstThatIsListedGoesFirst() {
        list("DE", "FR", "AT");
        assertThat(due(NOW)).containsExactly("DE", "FR", "AT");
    }

    @Test
    void whatIsDueEarlierGoesBeforeWhatIsListedEarlier() {
        list("DE", "FR");
        lookedAt(NOW.plusSeconds(2));
        lookedAt(NOW);
        assertThat(due(NOW)).isEmpty();
        assertThat(due(NOW.plusSeconds(300))).containsExactly("FR", "DE");
    }

    @Test
    void whatIsTakenOutIsNotThereUntilItIsPutBack() {
        list("DE");
        ScheduledKeys.Listed out = this.keys.poll(NOW);
        list("DE");
        this.keys.clockWentBack(NOW);
        assertThat(due(NOW)).isEmpty();
        assertThat(out).isNotNull();
        end(out, NOW);
        assertThat(due(NOW.plusSeconds(1))).containsExactly("DE");
    }

    @Test
    void whatIsNotListedAnyMoreIsNotPutBack() {
        list("DE");
        ScheduledKeys.Listed out = this.keys.poll(NOW);
        list("FR");
        assertThat(out).isNotNull();
        this.keys.putBack(out);
        assertThat(due(NOW)).containsExactly("FR");
    }

    @Test
    void whatIsListedTwiceIsThereOnce() {
        list("DE", "FR", "DE");
        assertThat(due(NOW)).containsExactly("DE", "FR");
    }

    private void list(String... texts) {
        this.keys.list(Stream.of(texts).map(ScheduledKeysTests::request).toList(),
                (request) -> new ScheduledKey(EACH_MINUTE, request.policy(), NOW, NOW));
    }

    private void lookedAt(Instant time) {
        ScheduledKeys.Listed listed = this.keys.poll(NOW);
        assertThat(listed).isNotNull();
        end(listed, time);
    }

    private void end(ScheduledKeys.Listed listed, Instant time) {
        listed.key().ended(RecomputeOutcome.of(RecomputeOutcome.Result.STORED, null), time, 0, new ScriptedRandom());
        this.keys.putBack(listed);
    }

    private List<String> due(Instant time) {
        List<String> due = new ArrayList<>();
        for (ScheduledKeys.Listed next = this.keys.poll(time); next != null; next = this.keys.poll(time)) {
            due.add(next.request().key().text());
        }
        return due;
    }

    private static Request request(String text) {
        return new Request(ScheduledCluster.key(text), Policy.resolve(), new StringCodec(), () -> text);
    }

}
