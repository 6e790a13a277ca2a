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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Signal;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;
import io.github.stampedesafe.testing.Instance;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Whom a value serves that this instance loaded and the store does not have. */
class UnstoredLoadsTests {

    private static final CacheKey OTHER = new CacheKey(Scene.KEY.cache(), "FR");

    private final Scene scene = new Scene();

    private final Instance a = Instance.remembering(this.scene.shared, Duration.ofSeconds(1));

    private Policy policy = Scene.plain();

    /** The store answers reads, so that its signals are no first sign of life. */
    @ParameterizedTest
    @EnumSource
    void aChangeElsewhereEndsWhatIsRememberedOfALoadThatTheStoreDidNotBegin(Elsewhere change) throws Throwable {
        this.a.store().failBefore(Operation.BEGIN);
        get();
        change.on.accept(this.scene.b);
        this.scene.source.set("new");
        this.a.store().cut();
        assertThat(get()).isEqualTo("new");
    }

    @Test
    void withoutAChangeItIsServed() throws Throwable {
        this.a.store().failBefore(Operation.BEGIN);
        get();
        this.scene.source.set("new");
        this.a.store().cut();
        assertThat(get()).isEqualTo("old");
    }

    @Test
    void anOwnExpiryOfTheCacheEndsWhatIsRememberedThoughTheStoreDoesNotAnswer() throws Throwable {
        this.a.store().cut();
        get();
        this.scene.source.set("new");
        assertThat(catchThrowable(this.a.engine().expireAll(Scene.KEY.cache())::apply)).isNotNull();
        assertThat(get()).isEqualTo("new");
    }

    @Test
    void aClearElsewhereOutdatesALoadThatIsNotStored() {
        this.scene.source.storable(false);
        Hold load = this.scene.source.hold();
        Crowd leader = Crowd.one(this::get);
        load.awaitReached();
        this.scene.b.clear(Scene.KEY.cache());
        assertThat(this.a.engine().inProgress().flights()).as("flights that a caller joins").isEmpty();
        this.scene.source.set("new");
        Crowd late = Crowd.one(this::get);
        this.a.waiting().awaitBlocked(1);
        load.release();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(late.result()).isEqualTo("new");
    }

    /** The change ends the flight of the first, so that the second does not join it. */
    @Test
    void aLeaderThatWaitedForItsTurnIsServedWhatTheOneBeforeItHasLoaded() throws Throwable {
        this.policy = Scene.policy(Scene.rules().with(MAX_CONCURRENT_LOADS, 1));
        this.a.store().cut();
        Hold load = new Hold();
        Crowd other = Crowd.one(() -> this.a.get(OTHER, this.policy, () -> {
            load.stop();
            return "other";
        }));
        load.awaitReached();
        Crowd first = Crowd.one(this::get);
        this.a.waiting().awaitBlocked(1);
        this.a.engine().receive(new Signal.Evicted(Scene.KEY));
        Crowd second = Crowd.one(this::get);
        this.a.waiting().awaitBlocked(2);
        load.release();
        other.result();
        assertThat(first.result()).isEqualTo("old");
        assertThat(second.result()).isEqualTo("old");
        assertThat(this.scene.source.loads()).isOne();
    }

    private @Nullable Object get() throws Throwable {
        return this.a.get(Scene.KEY, this.policy, this.scene.source);
    }

    enum Elsewhere {

        EVICT((instance) -> instance.evict(Scene.KEY)),

        CLEAR((instance) -> instance.clear(Scene.KEY.cache())),

        EXPIRE_ALL((instance) -> instance.engine().expireAll(Scene.KEY.cache()).apply());

        private final Consumer<Instance> on;

        Elsewhere(Consumer<Instance> on) {
            this.on = on;
        }

    }

}
