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

package com.acme.extending;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A map whose values end. For one thread at a time. */
final class Expiring<K, V> {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Map<K, Ending<V>> all = new HashMap<>();

    private final InstantSource clock;

    Expiring(InstantSource clock) {
        this.clock = clock;
    }

    @Nullable V get(K key) {
        Ending<V> found = this.all.get(key);
        return (found != null && this.clock.instant().isBefore(found.end())) ? found.value() : null;
    }

    void put(K key, V value, Duration life) {
        this.all.put(key, new Ending<>(value, this.clock.instant().plus(life)));
    }

    /** Replaces a value, which ends when the old one would have. */
    void replace(K key, V value) {
        this.all.computeIfPresent(key, (same, old) -> new Ending<>(value, old.end()));
    }

    void remove(K key) {
        this.all.remove(key);
    }

    /** Returns how long a value is still there, zero if there is none. */
    Duration left(K key) {
        Ending<V> found = this.all.get(key);
        return (found != null && get(key) != null) ? Duration.between(this.clock.instant(), found.end())
                : Duration.ZERO;
    }

    static Duration atMost(Duration life) {
        return (life.compareTo(LONGEST) < 0) ? life : LONGEST;
    }

    private record Ending<V>(V value, Instant end) {
    }

}
