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

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;

import static org.assertj.core.api.Assertions.assertThat;

/** A whole cache is replaced value by value, and never empty. */
class ExpiredCacheTests {

    private static final CacheKey OTHER = new CacheKey("orders", "DE");

    private final Scene scene = new Scene();

    private final Instance a = this.scene.a;

    private final Instance b = this.scene.b;

    private final Policy policy = Scene.plain();

    @Test
    void everyInstanceServesTheOldValueWhileOneLoadReplacesIt() {
        this.a.put(Scene.KEY, this.policy, "stale");
        this.a.put(OTHER, this.policy, "other");
        this.scene.clock.advance(Scene.seconds(1));

        this.a.engine().expireAll("totals").apply();
        this.scene.clock.advance(Duration.ofMillis(1));

        assertThat(get(this.a)).isEqualTo("stale");
        assertThat(get(this.b)).isEqualTo("stale");
        this.a.refreshes().runAll();
        this.b.refreshes().runAll();
        assertThat(this.scene.source.loads()).isOne();
        assertThat(get(this.a)).isEqualTo("old");
        assertThat(get(this.b)).isEqualTo("old");
        assertThat(this.a.refreshes().waiting() + this.b.refreshes().waiting()).isZero();
        assertThat(this.a.listener().count("hit totals:DE STALE")).isOne();
        assertThat(Crowd.of(1, () -> this.a.get(OTHER, this.policy, this.scene.source)).result()).isEqualTo("other");
        this.scene.assertNothingLeaks();
    }

    @Test
    void aLoadThatBeganBeforeIsServedAndReplaced() {
        Hold load = this.scene.source.hold();
        Crowd leader = Crowd.of(1, () -> this.a.get(Scene.KEY, this.policy, this.scene.source));
        load.awaitReached();
        this.scene.clock.advance(Scene.seconds(1));
        this.b.engine().expireAll("totals").apply();
        this.scene.source.set("new");
        load.release();

        assertThat(leader.result()).isEqualTo("old");
        assertThat(get(this.a)).as("served while it is replaced").isEqualTo("old");
        this.scene.clock.advance(Scene.seconds(1));
        this.a.refreshes().runAll();
        assertThat(get(this.b)).isEqualTo("new");
    }

    @Test
    void anOwnExpiryIsKnownAtOnceThoughNoSignalComes() {
        this.a.put(Scene.KEY, this.policy, "stale");
        assertThat(get(this.a)).isEqualTo("stale");
        this.a.deaf();
        this.scene.clock.advance(Scene.seconds(1));
        this.a.engine().expireAll("totals").apply();
        assertThat(get(this.a)).isEqualTo("stale");
        assertThat(this.a.listener().count("hit totals:DE STALE")).isOne();
        assertThat(this.a.refreshes().waiting()).isOne();
    }

    @Test
    void anExpiryWhoseSignalIsLostIsFoundByTheNextLookForMarks() {
        this.b.deaf();
        this.a.put(Scene.KEY, this.policy, "stale");
        assertThat(get(this.b)).isEqualTo("stale");
        this.scene.clock.advance(Scene.seconds(1));
        this.a.engine().expireAll("totals").apply();
        get(this.b);
        assertThat(this.b.refreshes().waiting()).isZero();

        this.b.engine().refreshMarks();

        get(this.b);
        assertThat(this.b.refreshes().runAll()).isOne();
        assertThat(get(this.b)).isEqualTo("old");
    }

    private Object get(Instance instance) {
        return Crowd.of(1, () -> instance.get(Scene.KEY, this.policy, this.scene.source)).result();
    }

}
