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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

class SignalBoardTests {

    private static final CacheKey OTHER = new CacheKey("other", "key");

    private final SignalBoard board = new SignalBoard();

    private final List<Integer> woken = new ArrayList<>();

    /** The simulator replays a schedule by its seed only if nothing else decides. */
    @Test
    void whoeverCameFirstIsWokenFirst() {
        List<Integer> all = IntStream.range(0, 50).boxed().toList();
        all.forEach((number) -> watch(Scene.KEY, number));
        this.board.signal(Scene.KEY);
        assertThat(this.woken).isEqualTo(all);
        this.woken.clear();
        all.forEach((number) -> watch(OTHER, number));
        this.board.signalAll(OTHER.cache());
        assertThat(this.woken).isEqualTo(all);
    }

    @Test
    void nobodyIsWokenByTheSignalOfAnotherKeyOrAfterTheEnd() {
        SignalBoard.Watch watch = this.board.watch(Scene.KEY);
        CompletableFuture<Void> event = watch.arm();
        this.board.signal(OTHER);
        this.board.signalAll(OTHER.cache());
        assertThat(event).isNotDone();
        watch.close();
        this.board.signal(Scene.KEY);
        assertThat(event).isNotDone();
        assertThat(this.board.count()).isZero();
    }

    private void watch(CacheKey key, int number) {
        this.board.watch(key).arm().thenRun(() -> this.woken.add(number));
    }

}
