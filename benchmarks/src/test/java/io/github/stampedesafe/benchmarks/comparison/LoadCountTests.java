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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadCountTests {

    private final LoadCount loads = new LoadCount();

    @Test
    void peakIsWhatRanAtOneTime() {
        assertThat(this.loads.begin("k1")).isTrue();
        assertThat(this.loads.begin("k1")).isTrue();
        this.loads.end();
        assertThat(this.loads.begin("k1")).isTrue();
        this.loads.end();
        this.loads.end();

        assertThat(this.loads.begun()).isEqualTo(3);
        assertThat(this.loads.peak()).isEqualTo(2);
    }

    @Test
    void loadsThatRunAtAResetCountForThePeakAlone() {
        assertThat(this.loads.begin("k1")).isTrue();
        this.loads.reset("k");
        assertThat(this.loads.begin("k1")).isTrue();

        assertThat(this.loads.begun()).isEqualTo(1);
        assertThat(this.loads.peak()).isEqualTo(2);
    }

    @Test
    void loadsOfOtherKeysDoNotCount() {
        this.loads.reset("p2-");

        assertThat(this.loads.begin("p1-k7")).isFalse();
        assertThat(this.loads.begin("p2-k8")).isTrue();
        assertThat(this.loads.begun()).isEqualTo(1);
        assertThat(this.loads.peak()).isEqualTo(1);
    }

    @Test
    void waitsAreBounded() {
        assertThat(this.loads.begin("k1")).isTrue();

        assertThat(this.loads.awaitIdle(1)).isFalse();
        assertThat(this.loads.awaitBegun(2, 1)).isFalse();
        assertThat(this.loads.awaitBegun(1, 1)).isTrue();
        this.loads.end();
        assertThat(this.loads.awaitIdle(1)).isTrue();
    }

}
