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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import static io.github.stampedesafe.policy.Range.anySize;
import static io.github.stampedesafe.policy.Range.atLeast;
import static io.github.stampedesafe.policy.Range.between;
import static io.github.stampedesafe.policy.Range.choice;
import static io.github.stampedesafe.policy.Range.notNegative;
import static io.github.stampedesafe.policy.Range.notNegativeNumber;
import static io.github.stampedesafe.policy.Range.positive;
import static io.github.stampedesafe.policy.Range.strictlyBetween;

/**
 * The settings of a policy, one declaration each: where it may be written, its name, its
 * component in {@link Policy}, its values with an example, its default and its meaning.
 * <p>
 * A new setting is declared here, and gets a component in {@link Policy} and in the
 * record that Spring Boot binds. Tests compare those, the metadata for IDEs, the
 * attributes of the annotations and the configuration page with this list.
 */
public final class PolicySettings {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    public static final Setting<Duration> TTL = anywhere("ttl", Policy::ttl, positive("10m"), Duration.ofMinutes(10),
            "How long a loaded value is fresh.");

    public static final Setting<Double> JITTER = anywhere("jitter", Policy::jitter,
            between(0, 0.9, "Write a share of the ttl such as '0.1'"), 0.1,
            "Largest random share by which each time to live is shortened, so that entries that are filled "
                    + "together expire at different times.");

    public static final Setting<Double> BETA = anywhere("beta", Policy::beta,
            between(0, 1000, "Write a number such as '1.0', '0' to switch early refresh off"), 1.0,
            "How eagerly a value is refreshed before it expires (XFetch). Zero switches early refresh off.");

    public static final Setting<EarlyExpirationMode> EARLY_EXPIRATION = inProperties("earlyExpiration",
            Policy::earlyExpiration, choice(EarlyExpirationMode.class), EarlyExpirationMode.FIXED,
            "Whether beta is the same for all keys, or follows from the rate and cost of each key where that is known "
                    + "and helps.");

    public static final Setting<Double> TARGET_WAIT_RATE = inProperties("targetWaitRate", Policy::targetWaitRate,
            strictlyBetween(0, 1, "Write a share of the refreshes such as '0.001'"), 0.001,
            "Largest share of the values of a key that may expire before they are refreshed, if beta follows "
                    + "from the key's rate and cost.");

    public static final Setting<Duration> STALE_WHILE_REVALIDATE = anywhere("staleWhileRevalidate",
            Policy::staleWhileRevalidate, notNegative("1h"), Duration.ZERO,
            "For how long after its time to live an old value is served at once while one background load replaces "
                    + "it.");

    public static final Setting<Duration> STALE_IF_ERROR = anywhere("staleIfError", Policy::staleIfError,
            notNegative("1h"), Duration.ZERO,
            "For how long after its time to live an old value is served if the load fails or Redis cannot elect "
                    + "a leader.");

    public static final Setting<Duration> NULL_TTL = anywhere("nullTtl", Policy::nullTtl, notNegative("1m"),
            Duration.ofMinutes(1), "How long a cached null is fresh. Zero keeps null from being cached.");

    public static final Setting<Duration> FAILURE_TTL = inProperties("failureTtl", Policy::failureTtl,
            notNegative("5s"), Duration.ZERO,
            "For how long after a failed load no instance loads the key. Callers get the stale value or the "
                    + "remembered failure. Zero remembers no failure.");

    public static final Setting<Duration> LOAD_DEADLINE = inProperties("loadDeadline", Policy::loadDeadline,
            positive("2m"), Duration.ofMinutes(2),
            "A load that takes longer is given up, and one other caller may load.");

    public static final Setting<Duration> WAIT_TIMEOUT = inProperties("waitTimeout", Policy::waitTimeout,
            positive("3s"), null,
            "How long a caller waits for the load of another caller, and for a permit to load itself. As long "
                    + "as a load may take unless set.");

    public static final Setting<OnWaitTimeout> ON_WAIT_TIMEOUT = inProperties("onWaitTimeout", Policy::onWaitTimeout,
            choice(OnWaitTimeout.class), OnWaitTimeout.FAIL,
            "What a caller gets after its wait, if there is no stale value.");

    public static final Setting<Integer> MAX_CONCURRENT_LOADS = inProperties("maxConcurrentLoads",
            Policy::maxConcurrentLoads, notNegativeNumber("Write a number such as '8', '0' for no limit"), 0,
            "Largest number of loads of a cache at one time on one instance. Zero sets no limit.");

    public static final Setting<Integer> MAX_WAITING_LOADS = inProperties("maxWaitingLoads", Policy::maxWaitingLoads,
            between(Integer.class, 1, 1_000_000, "Write a number such as '1000'"), 1000,
            "Largest number of loads of a cache that wait for a permit on one instance. Past that a load is "
                    + "refused: its caller gets the stale value or a LoadRefusedException.");

    /** Redis refuses strings of more than 512 MB. */
    public static final Setting<ByteSize> MAX_ENTRY_SIZE = inProperties("maxEntrySize", Policy::maxEntrySize,
            between(ByteSize.class, new ByteSize(1), ByteSize.ofMegabytes(512), "Write a size such as '4MB'"),
            ByteSize.ofMegabytes(4),
            "Largest value that is stored, measured after compression. A larger value reaches its callers and "
                    + "is not stored.");

    public static final Setting<ByteSize> COMPRESS_ABOVE = inProperties("compressAbove", Policy::compressAbove,
            anySize("Write a size such as '4KB', '0' to compress nothing"), new ByteSize(0),
            "Values above this size are compressed. Zero compresses none.");

    public static final Setting<OnUnfaithful> ON_UNFAITHFUL = inProperties("onUnfaithful", Policy::onUnfaithful,
            choice(OnUnfaithful.class), OnUnfaithful.REFUSE,
            "What becomes of a loaded value that would come back from its bytes changed.");

    public static final Setting<NearCache> NEAR_CACHE = inProperties("nearCache", Policy::nearCache,
            choice(NearCache.class), NearCache.OFF,
            "Which values an instance holds in its own memory, so that a hit costs no Redis command. "
                    + "Needs Caffeine.");

    public static final Setting<Integer> NEAR_CACHE_SIZE = inProperties("nearCacheSize", Policy::nearCacheSize,
            between(Integer.class, 1, 10_000_000, "Write a number such as '10000'"), 10_000,
            "Largest number of values of a cache that an instance holds in its own memory.");

    public static final Setting<ByteSize> NEAR_CACHE_WEIGHT = inProperties("nearCacheWeight", Policy::nearCacheWeight,
            between(ByteSize.class, new ByteSize(1), ByteSize.ofMegabytes(1 << 20), "Write a size such as '64MB'"),
            null,
            "Largest size of all values of a cache together that an instance holds in its own memory, measured as "
                    + "they are stored. Bounds them instead of their number if it is set.");

    public static final Setting<Duration> NEAR_CACHE_TTL = inProperties("nearCacheTtl", Policy::nearCacheTtl,
            positive("30s"), null,
            "How long an instance serves a value from its own memory without asking Redis. As long as Redis would "
                    + "serve it unless set.");

    public static final Setting<NearCacheShare> NEAR_CACHE_SHARE = inProperties("nearCacheShare",
            Policy::nearCacheShare, choice(NearCacheShare.class), NearCacheShare.IMMUTABLE,
            "Which values in the memory of an instance all callers share as one object.");

    /**
     * Shorter than this, an ordinary pause of a process would send all reads to Redis.
     */
    public static final Setting<Duration> NEAR_CACHE_SUSPECT_AFTER = inProperties("nearCacheSuspectAfter",
            Policy::nearCacheSuspectAfter, atLeast(Duration.ofMillis(200), "500ms"), Duration.ofMillis(500),
            "If the subscription to signals is silent for so long, an instance asks Redis before it serves a value "
                    + "from its own memory.");

    private PolicySettings() {
    }

    /** Returns all settings, in the order in which they are declared. */
    public static List<Setting<?>> all() {
        return Collections.unmodifiableList(ALL);
    }

    /**
     * Checks the values of all settings.
     * @param values the values in the order in which the settings are declared;
     * {@code null} where a setting has none
     * @throws io.github.stampedesafe.InvalidSettingException if a setting may not have
     * its value
     */
    static void check(@Nullable Object... values) {
        if (values.length != ALL.size()) {
            throw new IllegalArgumentException("A policy has %d settings, not %d".formatted(ALL.size(), values.length));
        }
        SettingSource source = SettingSource.properties("policy");
        for (int i = 0; i < values.length; i++) {
            check(ALL.get(i), source, values[i]);
        }
    }

    private static <T> void check(Setting<T> setting, SettingSource source, @Nullable Object value) {
        if (value != null) {
            setting.check(source, setting.type().cast(value));
        }
    }

    private static <T> Setting<T> anywhere(String attribute, Function<Policy, @Nullable T> component, Range<T> range,
            T builtIn, String description) {
        return declared(new Setting<>(attribute, true, component, range, builtIn, description));
    }

    private static <T> Setting<T> inProperties(String attribute, Function<Policy, @Nullable T> component,
            Range<T> range, @Nullable T builtIn, String description) {
        return declared(new Setting<>(attribute, false, component, range, builtIn, description));
    }

    private static <T> Setting<T> declared(Setting<T> setting) {
        ALL.add(setting);
        return setting;
    }

}
