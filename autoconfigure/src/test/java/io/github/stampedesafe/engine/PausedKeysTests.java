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

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

class PausedKeysTests {

    private static final int MOST = 20_000;

    private final AtomicLong nanoTime = new AtomicLong();

    private final PausedKeys paused = new PausedKeys(Scene.seconds(10), this.nanoTime::get);

    @Test
    void aPauseEndsByTheClockOrBefore() {
        this.paused.add(key(1));
        this.paused.add(key(2));
        this.paused.remove(key(2));
        advance(9_999_999_999L);
        assertThat(this.paused.contains(key(1))).isTrue();
        assertThat(this.paused.contains(key(2))).isFalse();
        advance(1);
        assertThat(this.paused.contains(key(1))).isFalse();
    }

    @Test
    void asManyAsFitAreAllPausedAndMakeRoomAsSoonAsTheirTimeIsOver() {
        fill(MOST - 1);
        assertThat(this.paused.contains(key(0))).isTrue();
        advance(Scene.seconds(10).toNanos());
        this.paused.add(key(MOST));
        this.paused.add(key(MOST + 1));
        assertThat(this.paused.contains(key(MOST))).isTrue();
    }

    @Test
    void onePauseTooManyEndsAllBeforeIt() {
        fill(MOST);
        this.paused.add(key(MOST));
        assertThat(this.paused.contains(key(0))).isFalse();
        assertThat(this.paused.contains(key(MOST))).isTrue();
    }

    private void fill(int keys) {
        for (int i = 0; i < keys; i++) {
            this.paused.add(key(i));
        }
    }

    private void advance(long nanos) {
        this.nanoTime.addAndGet(nanos);
    }

    private static CacheKey key(int number) {
        return new CacheKey("totals", "key " + number);
    }

}
