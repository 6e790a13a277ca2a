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

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;

import static org.assertj.core.api.Assertions.assertThat;

/** A caller that has to wait for two loads, one after the other. */
class TwiceFollowedTests {

    private final Scene scene = new Scene();

    @Test
    void eachWaitIsToldByItself() {
        Hold first = this.scene.source.hold();
        Hold second = this.scene.source.hold();
        Crowd leader = caller(1);
        first.awaitReached();
        Crowd followers = caller(2);
        awaitWaits(2);
        this.scene.clock.advance(Scene.seconds(1));
        this.scene.a.evict(Scene.KEY);
        first.release();
        leader.result();
        // One of the two leads now, the other follows once more.
        second.awaitReached();
        awaitWaits(3);
        this.scene.clock.advance(Scene.seconds(2));
        second.release();
        followers.results();
        List<String> waits = this.scene.a.listener()
            .events()
            .stream()
            .filter((event) -> event.startsWith("followed "))
            .toList();
        assertThat(waits).containsExactly("followed totals:DE PT1S", "followed totals:DE PT1S",
                "followed totals:DE PT2S");
    }

    private Crowd caller(int callers) {
        return Crowd.of(callers, () -> this.scene.a.get(Scene.KEY, Scene.plain(), this.scene.source));
    }

    private void awaitWaits(int waits) {
        while (this.scene.a.waiting().waits().size() < waits) {
            Thread.onSpinWait();
        }
    }

}
