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
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.LoadNeedsCallerException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.policy.Policy;
import io.github.stampedesafe.test.Crowd;
import io.github.stampedesafe.test.Hold;
import io.github.stampedesafe.testing.Instance;
import io.github.stampedesafe.testing.Source;

import static io.github.stampedesafe.policy.PolicySettings.MAX_CONCURRENT_LOADS;
import static io.github.stampedesafe.policy.PolicySettings.STALE_WHILE_REVALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

/** Calls for several stale keys that only callers can load, in a cache with a limit. */
class BulkCallerRefreshTests {

    private final Scene scene = new Scene();

    private final BulkSource source = new BulkSource();

    private final Policy policy = Scene
        .policy(Scene.rules().with(STALE_WHILE_REVALIDATE, Scene.seconds(60)).with(MAX_CONCURRENT_LOADS, 1));

    private final Instance a = this.scene.a;

    @BeforeEach
    void fillStale() {
        for (String key : List.of("1", "2", "3")) {
            this.scene.b.put(BulkSource.key(key), this.policy, "stale");
        }
        this.scene.clock.advance(Scene.seconds(11));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        BulkSource.assertNothingLeaks(this.scene);
    }

    @Test
    void oneLoadOnOnePermitRefreshesAllKeys() throws Throwable {
        assertThat(get()).containsExactly("v1", "v2", "v3");
        assertThat(this.source.calls).containsExactly(List.of("1", "2", "3"));
    }

    @Test
    void aCallWithoutAPermitIsServedTheStaleValuesOfAllKeys() throws Throwable {
        Source single = new Source("single");
        Hold load = single.hold();
        Crowd running = Crowd.one(() -> this.a.get(BulkSource.key("4"), this.policy, single));
        load.awaitReached();
        assertThat(get()).containsExactly("stale", "stale", "stale");
        assertThat(this.source.calls).isEmpty();
        load.release();
        assertThat(running.result()).isEqualTo("single");
    }

    private List<@Nullable Object> get() throws Throwable {
        return this.a.engine().bulk().get(BulkSource.request(new OfCallers(), this.policy, "1", "2", "3"));
    }

    private final class OfCallers implements BulkLoad {

        @Override
        public @Nullable Map<CacheKey, @Nullable Object> load(List<CacheKey> keys) throws Throwable {
            return BulkCallerRefreshTests.this.source.load(keys);
        }

        @Override
        public Load detached(CacheKey key) {
            throw new LoadNeedsCallerException("No caller.", null);
        }

    }

}
