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
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.MutableClock;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static org.assertj.core.api.Assertions.assertThat;

/** Races that take one step of another thread in the middle of an access. */
class NearCopiesTests {

    private static final Policy POLICY = Scene.policy(Scene.rules().with(NEAR_CACHE, NearCache.ALL));

    private static final Request REQUEST = new Request(Scene.KEY, POLICY, new StringCodec(), () -> "new");

    private final MutableClock clock = new MutableClock();

    private final ScriptedNearMaps maps = new ScriptedNearMaps();

    private final NearCaches caches = new NearCaches(this.maps, ReadRates.UNKNOWN, this.clock::nanoTime);

    private final NearCopies cache = this.caches.of(REQUEST);

    @Test
    void anAnswerThatComesWhileItsKeyIsDroppedIsNotHeld() {
        NearCopy late = copy();
        this.maps.afterRemove(() -> this.cache.hold(Scene.KEY, late));
        this.caches.changed(Scene.KEY);
        assertThat(this.cache.get(Scene.KEY)).isNull();
    }

    @Test
    void anAnswerThatComesWhileAllAreDroppedIsNotHeld() {
        NearCopy late = copy();
        this.caches.cleared(Scene.KEY.cache());
        this.cache.hold(Scene.KEY, late);
        assertThat(this.cache.get(Scene.KEY)).isNull();
    }

    @Test
    void anAnswerThatComesWhileAnotherKeyIsDroppedIsHeld() {
        NearCopy late = copy();
        this.caches.changed(new CacheKey(Scene.KEY.cache(), "FR"));
        this.cache.hold(Scene.KEY, late);
        assertThat(this.cache.get(Scene.KEY)).isSameAs(late);
    }

    @Test
    void aChangeOfAnotherCacheTouchesNothing() {
        NearCopy copy = copy();
        this.cache.hold(Scene.KEY, copy);
        this.caches.cleared("orders");
        assertThat(this.cache.get(Scene.KEY)).isSameAs(copy);
        assertThat(this.caches.usage("orders")).isNull();
        assertThat(this.caches.usage(Scene.KEY.cache())).isEqualTo(new NearUsage(1, 0, 0));
    }

    private NearCopy copy() {
        Entry entry = new Entry(this.clock.instant(), this.clock.instant().plusSeconds(10), Duration.ZERO, null,
                Entry.Kind.VALUE, Payload.ofNull());
        return new NearCopy(entry, null, REQUEST.codec(), this.caches.ask(this.cache, Scene.KEY));
    }

}
