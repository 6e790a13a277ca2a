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

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.InvalidSettingException;

/**
 * The part of a {@link Policy} that one source sets: the properties of a cache, an
 * annotation, or the defaults. A setting that is {@code null} is left to the next layer.
 * Ranges are those of {@link Policy}; a value outside is refused with an
 * {@link InvalidSettingException} that names its source.
 */
public record PolicyLayer(SettingSource source, @Nullable Duration ttl, @Nullable Double jitter, @Nullable Double beta,
        @Nullable BetaChoice earlyExpiration, @Nullable Double targetWaitRate, @Nullable Duration staleWhileRevalidate,
        @Nullable Duration staleIfError, @Nullable Duration nullTtl, @Nullable Duration failureTtl,
        @Nullable Duration loadDeadline, @Nullable Duration waitTimeout, @Nullable OnWaitTimeout onWaitTimeout,
        @Nullable Integer maxConcurrentLoads, @Nullable Integer maxWaitingLoads, @Nullable ByteSize maxEntrySize,
        @Nullable ByteSize compressAbove, @Nullable OnUnfaithful onUnfaithful) {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private static final int MOST_WAITING = 1_000_000;

    /** Redis refuses longer strings. */
    private static final ByteSize LARGEST = ByteSize.ofMegabytes(512);

    public PolicyLayer {
        positive(source, "ttl", ttl, "10m");
        fraction(source, jitter);
        notNegative(source, beta);
        share(source, targetWaitRate);
        notNegative(source, "staleWhileRevalidate", staleWhileRevalidate, "1h");
        notNegative(source, "staleIfError", staleIfError, "1h");
        notNegative(source, "nullTtl", nullTtl, "1m");
        notNegative(source, "failureTtl", failureTtl, "5s");
        positive(source, "loadDeadline", loadDeadline, "2m");
        positive(source, "waitTimeout", waitTimeout, "3s");
        if (maxConcurrentLoads != null && maxConcurrentLoads < 0) {
            throw source.invalid("maxConcurrentLoads", "must not be negative", maxConcurrentLoads,
                    "Write a number such as '8', '0' for no limit");
        }
        if (maxWaitingLoads != null && (maxWaitingLoads < 1 || maxWaitingLoads > MOST_WAITING)) {
            throw source.invalid("maxWaitingLoads", "must be between 1 and " + MOST_WAITING, maxWaitingLoads,
                    "Write a number such as '1000'");
        }
        if (maxEntrySize != null && (maxEntrySize.bytes() == 0 || maxEntrySize.compareTo(LARGEST) > 0)) {
            throw source.invalid("maxEntrySize", "must be between 1B and " + LARGEST, maxEntrySize,
                    "Write a size such as '4MB'");
        }
    }

    /**
     * Returns a builder of a layer in which nothing is set.
     * @param source where the settings stand
     */
    public static Builder from(SettingSource source) {
        return new Builder(source);
    }

    private static void positive(SettingSource source, String name, @Nullable Duration value, String example) {
        if (value != null && value.compareTo(Duration.ofMillis(1)) < 0) {
            String rule = (value.compareTo(Duration.ZERO) > 0) ? "must be at least 1ms" : "must be positive";
            throw source.invalid(name, rule, DurationText.of(value), durationSuchAs(example));
        }
        notTooLong(source, name, value, example);
    }

    private static void notNegative(SettingSource source, String name, @Nullable Duration value, String example) {
        if (value != null && value.isNegative()) {
            throw source.invalid(name, "must not be negative", DurationText.of(value), durationSuchAs(example));
        }
        notTooLong(source, name, value, example);
    }

    private static void notTooLong(SettingSource source, String name, @Nullable Duration value, String example) {
        if (value != null && value.compareTo(LONGEST) > 0) {
            throw source.invalid(name, "must be at most 3650d", DurationText.of(value), durationSuchAs(example));
        }
    }

    private static void fraction(SettingSource source, @Nullable Double jitter) {
        if (jitter != null && !(jitter >= 0 && jitter <= 0.9)) {
            throw source.invalid("jitter", "must be between 0 and 0.9", jitter,
                    "Write a share of the ttl such as '0.1'");
        }
    }

    private static void notNegative(SettingSource source, @Nullable Double beta) {
        if (beta != null && !(beta >= 0 && beta <= 1000)) {
            throw source.invalid("beta", "must be between 0 and 1000", beta,
                    "Write a number such as '1.0', '0' to switch early renewal off");
        }
    }

    private static void share(SettingSource source, @Nullable Double waitRate) {
        if (waitRate != null && !(waitRate > 0 && waitRate < 1)) {
            throw source.invalid("targetWaitRate", "must be more than 0 and less than 1", waitRate,
                    "Write a share of the renewals such as '0.001'");
        }
    }

    private static String durationSuchAs(String example) {
        return "Write a duration such as '" + example + "'";
    }

    /** Collects the settings of one source. */
    public static final class Builder {

        private final SettingSource source;

        private @Nullable Duration ttl;

        private @Nullable Double jitter;

        private @Nullable Double beta;

        private @Nullable BetaChoice earlyExpiration;

        private @Nullable Double targetWaitRate;

        private @Nullable Duration staleWhileRevalidate;

        private @Nullable Duration staleIfError;

        private @Nullable Duration nullTtl;

        private @Nullable Duration failureTtl;

        private @Nullable Duration loadDeadline;

        private @Nullable Duration waitTimeout;

        private @Nullable OnWaitTimeout onWaitTimeout;

        private @Nullable Integer maxConcurrentLoads;

        private @Nullable Integer maxWaitingLoads;

        private @Nullable ByteSize maxEntrySize;

        private @Nullable ByteSize compressAbove;

        private @Nullable OnUnfaithful onUnfaithful;

        private Builder(SettingSource source) {
            this.source = source;
        }

        public Builder ttl(@Nullable Duration ttl) {
            this.ttl = ttl;
            return this;
        }

        public Builder jitter(@Nullable Double jitter) {
            this.jitter = jitter;
            return this;
        }

        public Builder beta(@Nullable Double beta) {
            this.beta = beta;
            return this;
        }

        public Builder earlyExpiration(@Nullable BetaChoice earlyExpiration) {
            this.earlyExpiration = earlyExpiration;
            return this;
        }

        public Builder targetWaitRate(@Nullable Double targetWaitRate) {
            this.targetWaitRate = targetWaitRate;
            return this;
        }

        public Builder staleWhileRevalidate(@Nullable Duration staleWhileRevalidate) {
            this.staleWhileRevalidate = staleWhileRevalidate;
            return this;
        }

        public Builder staleIfError(@Nullable Duration staleIfError) {
            this.staleIfError = staleIfError;
            return this;
        }

        public Builder nullTtl(@Nullable Duration nullTtl) {
            this.nullTtl = nullTtl;
            return this;
        }

        public Builder failureTtl(@Nullable Duration failureTtl) {
            this.failureTtl = failureTtl;
            return this;
        }

        public Builder loadDeadline(@Nullable Duration loadDeadline) {
            this.loadDeadline = loadDeadline;
            return this;
        }

        public Builder waitTimeout(@Nullable Duration waitTimeout) {
            this.waitTimeout = waitTimeout;
            return this;
        }

        public Builder onWaitTimeout(@Nullable OnWaitTimeout onWaitTimeout) {
            this.onWaitTimeout = onWaitTimeout;
            return this;
        }

        public Builder maxConcurrentLoads(@Nullable Integer maxConcurrentLoads) {
            this.maxConcurrentLoads = maxConcurrentLoads;
            return this;
        }

        public Builder maxWaitingLoads(@Nullable Integer maxWaitingLoads) {
            this.maxWaitingLoads = maxWaitingLoads;
            return this;
        }

        public Builder maxEntrySize(@Nullable ByteSize maxEntrySize) {
            this.maxEntrySize = maxEntrySize;
            return this;
        }

        public Builder compressAbove(@Nullable ByteSize compressAbove) {
            this.compressAbove = compressAbove;
            return this;
        }

        public Builder onUnfaithful(@Nullable OnUnfaithful onUnfaithful) {
            this.onUnfaithful = onUnfaithful;
            return this;
        }

        /**
         * Returns the layer.
         * @throws InvalidSettingException if a setting is out of its range
         */
        public PolicyLayer build() {
            return new PolicyLayer(this.source, this.ttl, this.jitter, this.beta, this.earlyExpiration,
                    this.targetWaitRate, this.staleWhileRevalidate, this.staleIfError, this.nullTtl, this.failureTtl,
                    this.loadDeadline, this.waitTimeout, this.onWaitTimeout, this.maxConcurrentLoads,
                    this.maxWaitingLoads, this.maxEntrySize, this.compressAbove, this.onUnfaithful);
        }

    }

}
