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

package io.github.stampedesafe.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.EarlyRefresh;
import io.github.stampedesafe.recompute.HotKey;
import io.github.stampedesafe.recompute.HotKeys;
import io.github.stampedesafe.store.SharedRanking.Ranked;

/** A registry that knows one key, which failed, and writes down what it is asked for. */
final class FakeHotKeys implements HotKeys {

    static final CacheKey DE = new CacheKey("totals", "DE");

    final List<CacheKey> recomputed = new ArrayList<>();

    @Override
    public int tracked() {
        return 7;
    }

    @Override
    public List<HotKey> keys(String cache) {
        return cache.equals(DE.cache()) ? List.of(new HotKey(DE, 12.5, 40, Duration.ofMillis(250), 10, true,
                Instant.parse("2026-11-20T10:00:00Z"), Instant.parse("2026-11-20T09:59:58.500Z"), 2,
                "java.lang.IllegalStateException: No totals of DE", new EarlyRefresh(0.5, true))) : List.of();
    }

    @Override
    public List<Ranked> ranking(String cache) {
        return cache.equals(DE.cache()) ? List.of(new Ranked("DE", 10), new Ranked("FR", 2.5)) : List.of();
    }

    @Override
    public boolean recompute(CacheKey key) {
        return key.equals(DE) && this.recomputed.add(key);
    }

}
