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

package io.github.stampedesafe.logging;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One event in a while, and how many others there were. */
class ThrottleTests {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // may overflow

    private final Throttle throttle = new Throttle(this.now::get, Duration.ofSeconds(10));

    @Test
    void oneEventPassesInAWhileAndTheOthersAreCounted() {
        assertThat(this.throttle.pass()).isZero();
        assertThat(this.throttle.pass()).isEqualTo(-1);
        this.now.addAndGet(Duration.ofSeconds(10).toNanos() - 1);
        assertThat(this.throttle.pass()).isEqualTo(-1);
        this.now.addAndGet(1);
        assertThat(this.throttle.pass()).isEqualTo(2);
        assertThat(this.throttle.pass()).isEqualTo(-1);
        this.now.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(this.throttle.pass()).isOne();
    }

}
