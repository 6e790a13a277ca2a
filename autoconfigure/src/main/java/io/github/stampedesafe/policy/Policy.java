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

package io.github.stampedesafe.policy;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the entries of a cache, or of one method, are kept, refreshed and waited for. Each
 * component is the setting of its name in {@link PolicySettings}, which says what it
 * means and which values it may have. {@code waitTimeout} is {@code null} for a wait as
 * long as the load may take.
 */
public record Policy(Duration ttl, double jitter, double beta, EarlyExpirationMode earlyExpiration,
        double targetWaitRate, Duration staleWhileRevalidate, Duration staleIfError, Duration nullTtl,
        Duration failureTtl, Duration loadDeadline, @Nullable Duration waitTimeout, OnWaitTimeout onWaitTimeout,
        int maxConcurrentLoads, int maxWaitingLoads, ByteSize maxEntrySize, ByteSize compressAbove,
        OnUnfaithful onUnfaithful, NearCache nearCache, int nearCacheSize, @Nullable ByteSize nearCacheWeight,
        @Nullable Duration nearCacheTtl, NearCacheShare nearCacheShare, Duration nearCacheSuspectAfter) {

    /**
     * Creates a policy.
     * @throws io.github.stampedesafe.InvalidSettingException if a setting may not have
     * its value
     */
    public Policy {
        PolicySettings.check(ttl, jitter, beta, earlyExpiration, targetWaitRate, staleWhileRevalidate, staleIfError,
                nullTtl, failureTtl, loadDeadline, waitTimeout, onWaitTimeout, maxConcurrentLoads, maxWaitingLoads,
                maxEntrySize, compressAbove, onUnfaithful, nearCache, nearCacheSize, nearCacheWeight, nearCacheTtl,
                nearCacheShare, nearCacheSuspectAfter);
    }

    private Policy(Layers of) {
        this(of.value(PolicySettings.TTL), of.value(PolicySettings.JITTER), of.value(PolicySettings.BETA),
                of.value(PolicySettings.EARLY_EXPIRATION), of.value(PolicySettings.TARGET_WAIT_RATE),
                of.value(PolicySettings.STALE_WHILE_REVALIDATE), of.value(PolicySettings.STALE_IF_ERROR),
                of.value(PolicySettings.NULL_TTL), of.value(PolicySettings.FAILURE_TTL),
                of.value(PolicySettings.LOAD_DEADLINE), of.valueOrNull(PolicySettings.WAIT_TIMEOUT),
                of.value(PolicySettings.ON_WAIT_TIMEOUT), of.value(PolicySettings.MAX_CONCURRENT_LOADS),
                of.value(PolicySettings.MAX_WAITING_LOADS), of.value(PolicySettings.MAX_ENTRY_SIZE),
                of.value(PolicySettings.COMPRESS_ABOVE), of.value(PolicySettings.ON_UNFAITHFUL),
                of.value(PolicySettings.NEAR_CACHE), of.value(PolicySettings.NEAR_CACHE_SIZE),
                of.valueOrNull(PolicySettings.NEAR_CACHE_WEIGHT), of.valueOrNull(PolicySettings.NEAR_CACHE_TTL),
                of.value(PolicySettings.NEAR_CACHE_SHARE), of.value(PolicySettings.NEAR_CACHE_SUSPECT_AFTER));
    }

    /**
     * Returns the policy of layers: for each setting the value of the first layer that
     * has one, or else its default.
     * @param strongestFirst the layers, the one that wins first
     */
    public static Policy resolve(PolicyLayer... strongestFirst) {
        return new Policy(new Layers(List.of(strongestFirst)));
    }

    /** Returns how long after its ttl a value can still be of use. */
    public Duration staleWindow() {
        return (this.staleWhileRevalidate.compareTo(this.staleIfError) > 0) ? this.staleWhileRevalidate
                : this.staleIfError;
    }

}
