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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * How the entries of a cache, or of one method, are kept, renewed and waited for.
 * Durations are at most 3650 days.
 *
 * @param ttl how long a loaded value is fresh; at least 1 ms
 * @param jitter the largest random share by which each ttl is shortened; 0 to 0.9
 * @param beta XFetch aggressiveness, see
 * {@link io.github.stampedesafe.engine.EarlyExpiration}; 0 (off) to 1000
 * @param earlyExpiration whether a key may have a beta of its own
 * @param targetWaitRate share of the entries of such a key that may expire before they
 * are renewed; more than 0, less than 1
 * @param staleWhileRevalidate after ttl, for this long, the old value is served at once
 * while one background load replaces it; not negative
 * @param staleIfError after ttl, for this long, the old value is served if it cannot be
 * replaced; not negative
 * @param nullTtl how long {@code null} is fresh; 0 = it is not stored
 * @param failureTtl for this long after a failed load nobody tries again; 0 = off
 * @param loadDeadline a load that takes longer is given up; at least 1 ms
 * @param waitTimeout longest wait for somebody else's load, at least 1 ms; {@code null} =
 * as long as that load may take
 * @param onWaitTimeout what happens then, if there is no stale value
 * @param maxConcurrentLoads loads of this cache at one time on one instance; 0 = no limit
 * @param maxWaitingLoads loads of this cache that wait for their turn on one instance, 1
 * to 1000000; one more is refused
 * @param maxEntrySize largest value that is stored, compressed if that is on; 1B to 512MB
 * @param compressAbove larger values are compressed; 0 = none
 * @param onUnfaithful what becomes of a value that does not come back as it was loaded
 */
public record Policy(Duration ttl, double jitter, double beta, BetaChoice earlyExpiration, double targetWaitRate,
        Duration staleWhileRevalidate, Duration staleIfError, Duration nullTtl, Duration failureTtl,
        Duration loadDeadline, @Nullable Duration waitTimeout, OnWaitTimeout onWaitTimeout, int maxConcurrentLoads,
        int maxWaitingLoads, ByteSize maxEntrySize, ByteSize compressAbove, OnUnfaithful onUnfaithful) {

    private static final PolicyLayer BUILT_IN = PolicyLayer.from(SettingSource.properties("stampede-safe.defaults"))
        .ttl(Duration.ofMinutes(10))
        .jitter(0.1)
        .beta(1.0)
        .earlyExpiration(BetaChoice.FIXED)
        .targetWaitRate(0.001)
        .staleWhileRevalidate(Duration.ZERO)
        .staleIfError(Duration.ZERO)
        .nullTtl(Duration.ofMinutes(1))
        .failureTtl(Duration.ZERO)
        .loadDeadline(Duration.ofMinutes(2))
        .onWaitTimeout(OnWaitTimeout.FAIL)
        .maxConcurrentLoads(0)
        .maxWaitingLoads(1000)
        .maxEntrySize(ByteSize.ofMegabytes(4))
        .compressAbove(new ByteSize(0))
        .onUnfaithful(OnUnfaithful.REFUSE)
        .build();

    public Policy {
        PolicyLayer.from(SettingSource.properties("policy"))
            .ttl(ttl)
            .jitter(jitter)
            .beta(beta)
            .targetWaitRate(targetWaitRate)
            .staleWhileRevalidate(staleWhileRevalidate)
            .staleIfError(staleIfError)
            .nullTtl(nullTtl)
            .failureTtl(failureTtl)
            .loadDeadline(loadDeadline)
            .waitTimeout(waitTimeout)
            .maxConcurrentLoads(maxConcurrentLoads)
            .maxWaitingLoads(maxWaitingLoads)
            .maxEntrySize(maxEntrySize)
            .compressAbove(compressAbove)
            .build();
    }

    /**
     * Returns the policy of layers: for each setting the first layer that has it, the
     * built-in default if none has.
     * @param strongestFirst the layers, the one that wins first
     */
    public static Policy resolve(PolicyLayer... strongestFirst) {
        List<PolicyLayer> layers = Arrays.asList(strongestFirst);
        return new Policy(first(layers, PolicyLayer::ttl), first(layers, PolicyLayer::jitter),
                first(layers, PolicyLayer::beta), first(layers, PolicyLayer::earlyExpiration),
                first(layers, PolicyLayer::targetWaitRate), first(layers, PolicyLayer::staleWhileRevalidate),
                first(layers, PolicyLayer::staleIfError), first(layers, PolicyLayer::nullTtl),
                first(layers, PolicyLayer::failureTtl), first(layers, PolicyLayer::loadDeadline),
                firstOrNull(layers, PolicyLayer::waitTimeout), first(layers, PolicyLayer::onWaitTimeout),
                first(layers, PolicyLayer::maxConcurrentLoads), first(layers, PolicyLayer::maxWaitingLoads),
                first(layers, PolicyLayer::maxEntrySize), first(layers, PolicyLayer::compressAbove),
                first(layers, PolicyLayer::onUnfaithful));
    }

    /** Returns how long after its ttl a value can still be of use. */
    public Duration staleWindow() {
        return (this.staleWhileRevalidate.compareTo(this.staleIfError) > 0) ? this.staleWhileRevalidate
                : this.staleIfError;
    }

    private static <T> T first(List<PolicyLayer> layers, Function<PolicyLayer, @Nullable T> setting) {
        T value = firstOrNull(layers, setting);
        return (value != null) ? value : Objects.requireNonNull(setting.apply(BUILT_IN));
    }

    private static <T> @Nullable T firstOrNull(List<PolicyLayer> layers, Function<PolicyLayer, @Nullable T> setting) {
        for (PolicyLayer layer : layers) {
            T value = setting.apply(layer);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

}
