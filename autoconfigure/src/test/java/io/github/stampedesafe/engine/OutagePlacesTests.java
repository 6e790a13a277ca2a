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

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NULL_TTL;
import static org.assertj.core.api.Assertions.assertThat;

/** How much of an outage is remembered. */
class OutagePlacesTests {

    private static final Duration TTL = Duration.ofSeconds(1);

    private final Scene scene = new Scene();

    private final Instance a = Instance.remembering(this.scene.shared, TTL);

    private final Policy policy = Scene.policy(Scene.rules().with(NULL_TTL, Duration.ZERO));

    @Test
    void itIsBoundedAndSwept() {
        OutageMemory memory = new OutageMemory(TTL, this.scene.clock::nanoTime);
        for (int i = 0; i < OutageMemory.MANY; i++) {
            CacheKey key = new CacheKey("totals", "" + i);
            OutageMemory.Place place = memory.begin(key);
            assertThat(place).isNotNull();
            memory.remember(new Request(key, this.policy, new StringCodec(), () -> null), place, Payload.ofNull(),
                    null);
        }
        assertThat(memory.begin(Scene.KEY)).isNull();
        memory.sweep();
        assertThat(memory.count()).isEqualTo(OutageMemory.MANY);
        this.scene.clock.advance(TTL);
        memory.sweep();
        assertThat(memory.count()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotRememberedTakesNoPlace(Load load) throws Throwable {
        this.a.store().cut();
        for (int i = 0; i < OutageMemory.MANY; i++) {
            CacheKey key = new CacheKey("totals", "" + i);
            try {
                this.a.get(key, this.policy, load);
            }
            catch (IllegalStateException ex) {
                assertThat(ex).hasMessage("on purpose");
            }
        }
        for (int i = 0; i < 2; i++) {
            assertThat(this.a.get(Scene.KEY, this.policy, this.scene.source)).isEqualTo("old");
        }
        assertThat(this.scene.source.loads()).isOne();
    }

    static Stream<Load> whatIsNotRememberedTakesNoPlace() {
        return Stream.of(() -> {
            throw new IllegalStateException("on purpose");
        }, () -> null, new OutageMemoryTests.Unstorable());
    }

}
