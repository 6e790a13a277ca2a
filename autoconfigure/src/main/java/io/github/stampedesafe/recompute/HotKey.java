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

package io.github.stampedesafe.recompute;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.key.CacheKey;

/**
 * A key that is counted one by one.
 *
 * @param key the key
 * @param rate reads a second on this instance
 * @param clusterRate reads a second on all instances, as far as is known here
 * @param cost how long its last load took; zero if unknown
 * @param score {@code clusterRate} times {@code cost}: seconds of load time a second
 * @param isHot whether it is recomputed before it expires
 * @param freshUntil end of its time to live in the store's time, {@code null} if unknown
 * @param nextRecompute when this instance will recompute it in the store's time, unless
 * another has by then; {@code null} if it will not
 * @param failures recomputes that failed since one succeeded
 * @param lastFailure class and message of the last failure, {@code null} if there was
 * none since a success
 * @param early how its readers refresh it early, {@code null} as long as that is unknown
 */
public record HotKey(CacheKey key, double rate, double clusterRate, Duration cost, double score, boolean isHot,
        @Nullable Instant freshUntil, @Nullable Instant nextRecompute, int failures, @Nullable String lastFailure,
        @Nullable EarlyRefresh early) {
}
