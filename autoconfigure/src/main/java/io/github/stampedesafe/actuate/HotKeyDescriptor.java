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

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.recompute.EarlyRefresh;
import io.github.stampedesafe.recompute.HotKey;
import io.github.stampedesafe.recompute.HotKeys;

/**
 * A key that is counted one by one.
 *
 * @param key the key, or a hash of it
 * @param rate reads a second on this instance
 * @param clusterRate reads a second on all instances
 * @param costMillis how long its last load took; 0 if unknown
 * @param score seconds of load time a second that its recomputation saves
 * @param hot whether it is recomputed before it expires
 * @param freshUntil end of its time to live in the store's time, {@code null} if unknown
 * @param nextRecompute when this instance will recompute it, {@code null} if it will not
 * @param failures recomputes that failed since one succeeded
 * @param lastFailure class and message of the last one, {@code null} if there was none
 * @param beta the beta with which its readers refresh it early, {@code null} if unknown
 * @param waitRateOutOfReach whether the policy asks for a wait rate that no beta can
 * bring about
 */
public record HotKeyDescriptor(String key, double rate, double clusterRate, double costMillis, double score,
        boolean hot, @Nullable String freshUntil, @Nullable String nextRecompute, int failures,
        @Nullable String lastFailure, @Nullable Double beta, boolean waitRateOutOfReach) {

    /** More than an operator reads. */
    private static final int MOST = 100;

    static List<HotKeyDescriptor> of(@Nullable HotKeys hotKeys, String cache, KeyDisplay display) {
        return (hotKeys == null) ? List.of()
                : hotKeys.keys(cache).stream().limit(MOST).map((key) -> of(key, display)).toList();
    }

    private static HotKeyDescriptor of(HotKey key, KeyDisplay display) {
        EarlyRefresh early = key.early();
        return new HotKeyDescriptor(display.key(key.key()), key.rate(), key.clusterRate(),
                key.cost().toNanos() / 1_000_000.0, key.score(), key.isHot(), text(key.freshUntil()),
                text(key.nextRecompute()), key.failures(), display.failure(key.lastFailure()),
                (early != null) ? early.beta() : null, early != null && early.isOutOfReach());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return (instant != null) ? instant.toString() : null;
    }

    /**
     * A key of the cluster's ranking.
     *
     * @param key the key, or a hash of it
     * @param score seconds of load time a second that its recomputation saves
     */
    public record Ranked(String key, double score) {

        static List<Ranked> of(@Nullable HotKeys hotKeys, String cache, KeyDisplay display) {
            return (hotKeys == null) ? List.of()
                    : hotKeys.ranking(cache)
                        .stream()
                        .limit(MOST)
                        .map((ranked) -> new Ranked(display.key(new CacheKey(cache, ranked.key())), ranked.score()))
                        .toList();
        }

    }

}
