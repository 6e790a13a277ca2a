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
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.near.CaffeineNearMaps;
import io.github.stampedesafe.policy.ByteSize;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.store.Entry;
import io.github.stampedesafe.store.Payload;
import io.github.stampedesafe.testing.StringCodec;

import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE;
import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE_SIZE;
import static io.github.stampedesafe.policy.PolicySettings.NEAR_CACHE_WEIGHT;
import static org.assertj.core.api.Assertions.assertThat;

/** How much an instance holds near. */
class NearWeightTests {

    private static final PolicyLayer RULES = Scene.rules().with(NEAR_CACHE, NearCache.ALL);

    private final NearCaches caches = new NearCaches(new CaffeineNearMaps(), ReadRates.UNKNOWN, System::nanoTime);

    @Test
    void copiesAreBoundedByTheirNumber() {
        NearCopies cache = cache(RULES.with(NEAR_CACHE_SIZE, 5));
        holdAll(cache, 100, 1_000);
        assertThat(held(cache)).isEqualTo(5);
    }

    /** A key of three letters and a value of 997 bytes. */
    @Test
    void copiesAreBoundedByTheirBytes() {
        NearCopies cache = cache(RULES.with(NEAR_CACHE_WEIGHT, new ByteSize(10_999)));
        holdAll(cache, 100, 997);
        assertThat(held(cache)).isEqualTo(10);
    }

    @Test
    void bytesBoundInsteadOfTheNumber() {
        NearCopies cache = cache(RULES.with(NEAR_CACHE_SIZE, 1).with(NEAR_CACHE_WEIGHT, ByteSize.ofMegabytes(1)));
        holdAll(cache, 100, 1_000);
        assertThat(held(cache)).isEqualTo(100);
    }

    @Test
    void aValueThatIsTooLargeIsNotHeldAndDrivesNothingOut() {
        NearCopies cache = cache(RULES.with(NEAR_CACHE_WEIGHT, new ByteSize(10_000)));
        holdAll(cache, 5, 1_000);
        CacheKey large = new CacheKey("products", "large");
        cache.hold(large, copy(cache, large, Payload.of(new byte[10_000])));
        assertThat(cache.get(large)).isNull();
        assertThat(held(cache)).isEqualTo(5);
    }

    @Test
    void rememberedNullsWeighTheirKeys() {
        NearCopies cache = cache(RULES.with(NEAR_CACHE_WEIGHT, new ByteSize(30)));
        for (int i = 100; i < 200; i++) {
            hold(cache, i, Payload.ofNull());
        }
        assertThat(held(cache)).isEqualTo(10);
    }

    private NearCopies cache(PolicyLayer rules) {
        return this.caches.of(Request.withoutLoad(Scene.KEY, Scene.policy(rules), new StringCodec()));
    }

    private void holdAll(NearCopies cache, int copies, int length) {
        for (int i = 100; i < 100 + copies; i++) {
            hold(cache, i, Payload.of(new byte[length]));
        }
    }

    private void hold(NearCopies cache, int key, Payload payload) {
        CacheKey of = new CacheKey(Scene.KEY.cache(), String.valueOf(key));
        cache.hold(of, copy(cache, of, payload));
    }

    private NearCopy copy(NearCopies cache, CacheKey key, Payload payload) {
        Instant begin = Instant.EPOCH;
        Entry entry = new Entry(begin, begin.plusSeconds(10), Duration.ZERO, null, Entry.Kind.VALUE, payload);
        @Nullable Lookup notShared = null;
        return new NearCopy(entry, notShared, new StringCodec(), this.caches.ask(cache, key));
    }

    private static int held(NearCopies cache) {
        return cache.usage().copies();
    }

}
