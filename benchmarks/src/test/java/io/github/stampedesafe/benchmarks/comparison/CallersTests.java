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

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallersTests {

    private final Callers callers = new Callers(new ScriptedPeer(), 4);

    @Test
    void valuesOlderThanTheWriteAreStale() throws Exception {
        assertThat(this.callers.wave(Lifetime.LONG, "old", 4).stale()).isZero();

        this.callers.expect(2);

        assertThat(this.callers.wave(Lifetime.LONG, "old", 4).stale()).isEqualTo(4);
        assertThat(this.callers.wave(Lifetime.LONG, "new", 4).stale()).isZero();
    }

    @Test
    void failuresAreCountedAndTheFirstIsNamed() throws Exception {
        Answers answers = this.callers.wave(Lifetime.LONG, "unknown", 3);

        assertThat(answers.calls()).isEqualTo(3);
        assertThat(answers.errors()).isEqualTo(3);
        assertThat(answers.error()).endsWith("SourceException: no unknown");
    }

    @Test
    void valueOfAnotherKeyIsAnError() throws Exception {
        Answers answers = this.callers.wave(Lifetime.LONG, "swapped", 1);

        assertThat(answers.errors()).isEqualTo(1);
        assertThat(answers.error()).isEqualTo("asked for swapped, got old");
    }

    @Test
    void callersTogetherAskForEachKeyOnce() throws Exception {
        Answers answers = this.callers.each(Lifetime.LONG, "none", 3, 13, 4);

        assertThat(answers.calls()).isEqualTo(10);
    }

    private static final class ScriptedPeer implements Peer {

        private static final Map<String, Value> VALUES = Map.of("old", Value.of("old", 1), "new", Value.of("new", 2),
                "swapped", Value.of("old", 1));

        @Override
        public Value get(Lifetime lifetime, String key) {
            Value value = VALUES.get(key);
            if (value == null) {
                throw new SourceException("no " + key);
            }
            return value;
        }

        @Override
        public void evict(Lifetime lifetime, String key) {
        }

        @Override
        public void clear(Lifetime lifetime) {
        }

        @Override
        public void close() {
        }

    }

}
