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

package io.github.stampedesafe.autoconfigure;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import io.github.stampedesafe.outage.OnUndeliveredChange;
import io.github.stampedesafe.policy.EarlyExpirationMode;
import io.github.stampedesafe.policy.NearCache;
import io.github.stampedesafe.policy.NearCacheShare;
import io.github.stampedesafe.policy.OnStoreFailure;
import io.github.stampedesafe.policy.OnUnfaithful;
import io.github.stampedesafe.policy.OnWaitTimeout;

/**
 * Properties of Stampede Safe. A property that does not exist stops the application, as
 * one with a wrong value does: an operator must be able to trust that a setting works.
 * {@link WrittenSettings} sees to that, because Spring Boot overlooks those of the
 * environment.
 *
 * @param enabled Whether annotated methods are cached.
 * @param keyPrefix Front of every Redis key and channel. The name of the application and
 * a colon if the application has a name.
 * @param lease Lifetime of a lease, which is the right to load a key. It is extended
 * while the load runs, so a crashed instance is replaced within this time.
 * @param order Order of the advisor among the other advisors of a method, such as that of
 * transactions. Lower is further outside.
 * @param defaults Policy of every cache.
 * @param caches Policies of single caches, by cache name. They win over annotations.
 * @param redis How Redis is reached.
 * @param refresh Background refreshes.
 * @param async Calls that return before their value is there.
 * @param hotKeys The registry of hot keys, which are recomputed before they expire.
 * @param springCache Spring's cache annotations.
 * @param staleAlertAfter How long all loads of a cache have to fail, while stale values
 * keep callers from noticing, until health and log warn of it.
 */
@ConfigurationProperties(prefix = StampedeSafeProperties.PREFIX)
public record StampedeSafeProperties(@DefaultValue("true") boolean enabled, @Nullable String keyPrefix,
        @DefaultValue("5s") Duration lease, @DefaultValue("2147483547") int order, @DefaultValue CacheSettings defaults,
        Map<String, CacheSettings> caches, @DefaultValue Redis redis, @DefaultValue Refresh refresh,
        @DefaultValue Async async, @DefaultValue HotKeys hotKeys, @DefaultValue SpringCache springCache,
        @DefaultValue("5m") Duration staleAlertAfter) {

    static final String PREFIX = "stampede-safe";

    public StampedeSafeProperties {
        SettingRange.of(PREFIX, "lease").require(lease, Duration.ofMillis(100), Duration.ofHours(1), "5s");
        SettingRange.of(PREFIX, "staleAlertAfter")
            .require(staleAlertAfter, Duration.ofSeconds(1), Duration.ofDays(30), "5m");
        caches = (caches != null) ? Map.copyOf(caches) : Map.of();
    }

    /**
     * Policy of one cache, or of all.
     *
     * @param ttl How long a loaded value is fresh.
     * @param jitter Largest random share by which each time to live is shortened, so that
     * entries that are filled together expire at different times.
     * @param beta How eagerly a value is refreshed before it expires (XFetch). Zero
     * switches early refresh off.
     * @param earlyExpiration Whether beta is the same for all keys, or follows from the
     * rate and cost of each key where that is known and helps.
     * @param targetWaitRate Largest share of the values of a key that may expire before
     * they are refreshed, if beta follows from the key's rate and cost.
     * @param staleWhileRevalidate For how long after its time to live an old value is
     * served at once while one background load replaces it.
     * @param staleIfError For how long after its time to live an old value is served if
     * the load fails or Redis cannot elect a leader.
     * @param nullTtl How long a cached null is fresh. Zero keeps null from being cached.
     * @param failureTtl For how long after a failed load no instance loads the key.
     * Callers get the stale value or the remembered failure. Zero remembers no failure.
     * @param loadDeadline A load that takes longer is given up, and one other caller may
     * load.
     * @param waitTimeout How long a caller waits for the load of another caller, and for
     * a permit to load itself. As long as a load may take unless set.
     * @param onWaitTimeout What a caller gets after its wait, if there is no stale value.
     * @param maxConcurrentLoads Largest number of loads of a cache at one time on one
     * instance. Zero sets no limit.
     * @param maxWaitingLoads Largest number of loads of a cache that wait for a permit on
     * one instance. Past that a load is refused: its caller gets the stale value or a
     * LoadRefusedException.
     * @param maxEntrySize Largest value that is stored, measured after compression. A
     * larger value reaches its callers and is not stored.
     * @param compressAbove Values above this size are compressed. Zero compresses none.
     * @param onUnfaithful What becomes of a loaded value that would come back from its
     * bytes changed.
     * @param nearCache Which values an instance holds in its own memory, so that a hit
     * costs no Redis command. Needs Caffeine.
     * @param nearCacheSize Largest number of values of a cache that an instance holds in
     * its own memory.
     * @param nearCacheWeight Largest size of all values of a cache together that an
     * instance holds in its own memory, measured as they are stored. Bounds them instead
     * of their number if it is set.
     * @param nearCacheTtl How long an instance serves a value from its own memory without
     * asking Redis. As long as Redis would serve it unless set.
     * @param nearCacheShare Which values in the memory of an instance all callers share
     * as one object.
     * @param nearCacheSuspectAfter If the subscription to signals is silent for so long,
     * an instance asks Redis before it serves a value from its own memory.
     * @param serializer Name of a RedisSerializer bean that writes the values. JSON is
     * written unless set.
     * @param hotKeys What makes keys of the cache hot.
     */
    public record CacheSettings(@Nullable Duration ttl, @Nullable Double jitter, @Nullable Double beta,
            @Nullable EarlyExpirationMode earlyExpiration, @Nullable Double targetWaitRate,
            @Nullable Duration staleWhileRevalidate, @Nullable Duration staleIfError, @Nullable Duration nullTtl,
            @Nullable Duration failureTtl, @Nullable Duration loadDeadline, @Nullable Duration waitTimeout,
            @Nullable OnWaitTimeout onWaitTimeout, @Nullable Integer maxConcurrentLoads,
            @Nullable Integer maxWaitingLoads, @Nullable DataSize maxEntrySize, @Nullable DataSize compressAbove,
            @Nullable OnUnfaithful onUnfaithful, @Nullable NearCache nearCache, @Nullable Integer nearCacheSize,
            @Nullable DataSize nearCacheWeight, @Nullable Duration nearCacheTtl,
            @Nullable NearCacheShare nearCacheShare, @Nullable Duration nearCacheSuspectAfter,
            @Nullable String serializer, @Nullable CacheHotKeys hotKeys) {
    }

    /**
     * How Redis is reached.
     *
     * @param timeout Longest time a caller waits for one Redis command, and for a
     * connection.
     * @param onFailure What a caller gets while Redis does not answer.
     * @param outageTtl How long a value loaded during an outage is served to later
     * callers of the same instance. Zero = only to those who waited for it.
     * @param onUndeliveredChange What the caller of a put, evict or clear gets that Redis
     * did not carry out. It is kept and delivered later, either way.
     * @param connection Whose connection stores the entries.
     * @param redisson Whose Redisson client hands out the leases.
     */
    public record Redis(@DefaultValue("500ms") Duration timeout, @DefaultValue("load") OnStoreFailure onFailure,
            @DefaultValue("1s") Duration outageTtl, @DefaultValue("keep") OnUndeliveredChange onUndeliveredChange,
            @DefaultValue("own") Ownership connection, @DefaultValue("own") Ownership redisson) {

        public Redis {
            SettingRange.of(PREFIX + ".redis", "timeout")
                .require(timeout, Duration.ofMillis(1), Duration.ofMinutes(1), "500ms");
            SettingRange.of(PREFIX + ".redis", "outageTtl")
                .require(outageTtl, Duration.ZERO, Duration.ofHours(1), "1s");
        }

    }

    /**
     * Background refreshes.
     *
     * @param threads Largest number of refreshes at one time on one instance.
     * @param queue Largest number of waiting refreshes. Past that a refresh is refused
     * and the old value is served.
     */
    public record Refresh(@DefaultValue("8") int threads, @DefaultValue("100") int queue) {

        public Refresh {
            SettingRange.of(PREFIX + ".refresh", "threads").require(threads, 1, 10_000);
            SettingRange.of(PREFIX + ".refresh", "queue").require(queue, 0, 1_000_000);
        }

    }

    /**
     * Calls that return before their value is there.
     *
     * @param threads Number of threads on which loads begin and values are read and
     * written. As many as there are processors unless set. Not used with virtual threads.
     * @param maxElements Largest number of elements of a reactive stream that are
     * collected into a value. A longer stream fails.
     */
    public record Async(@Nullable Integer threads, @DefaultValue("10000") int maxElements) {

        public Async {
            if (threads != null) {
                SettingRange.of(PREFIX + ".async", "threads").require(threads, 1, 10_000);
            }
            SettingRange.of(PREFIX + ".async", "maxElements").require(maxElements, 1, 10_000_000);
        }

        int threadsOr(int other) {
            return (this.threads != null) ? this.threads : other;
        }

    }

    /**
     * Spring's cache annotations.
     *
     * @param enabled Whether Spring's cache annotations and its CacheManager use the
     * caches of Stampede Safe.
     */
    public record SpringCache(@DefaultValue("false") boolean enabled) {
    }

    /**
     * The registry of hot keys, which are recomputed before they expire.
     *
     * @param enabled Whether reads are counted and hot keys recomputed.
     * @param capacity Largest number of keys that are counted one by one on one instance.
     * @param top Largest number of hot keys of one cache.
     * @param minRate Reads a second, by all instances together, below which no key is
     * hot.
     * @param sweepInterval Time between two sweeps, each of which recomputes what would
     * expire before the next.
     * @param refreshAhead How long before it expires a hot key is recomputed. As long as
     * its load needs, and those that expire before it, unless set.
     * @param idleAfter A key that was not asked for on an instance for so long is
     * forgotten there.
     * @param maxConcurrent Largest number of recomputes at one time on one instance. At
     * least a quarter of the refresh threads is left to refreshes.
     * @param maxPerSweep Largest number of recomputes begun between two sweeps.
     * @param loadShare Largest share of the time of its threads that the registry spends
     * loading.
     */
    public record HotKeys(@DefaultValue("true") boolean enabled, @DefaultValue("1000") int capacity,
            @DefaultValue("200") int top, @DefaultValue("0.1") double minRate,
            @DefaultValue("250ms") Duration sweepInterval, @Nullable Duration refreshAhead,
            @DefaultValue("1m") Duration idleAfter, @DefaultValue("6") int maxConcurrent,
            @DefaultValue("100") int maxPerSweep, @DefaultValue("0.7") double loadShare) {

        private static final String HOT_KEYS = PREFIX + ".hot-keys";

        public HotKeys {
            SettingRange.of(HOT_KEYS, "capacity").require(capacity, 1, 1_000_000);
            SettingRange.of(HOT_KEYS, "sweepInterval")
                .require(sweepInterval, Duration.ofMillis(50), Duration.ofMinutes(1), "250ms");
            SettingRange.of(HOT_KEYS, "idleAfter").require(idleAfter, Duration.ofSeconds(1), Duration.ofDays(1), "1m");
            SettingRange.of(HOT_KEYS, "maxConcurrent").require(maxConcurrent, 1, 10_000);
            SettingRange.of(HOT_KEYS, "maxPerSweep").require(maxPerSweep, 1, 1_000_000);
            SettingRange.of(HOT_KEYS, "loadShare").require(loadShare, 0.01, 1);
            new CacheHotKeys(enabled, top, minRate, refreshAhead).check(HOT_KEYS);
        }

    }

    /**
     * What makes keys of one cache hot.
     *
     * @param enabled Whether reads of the cache are counted and its hot keys recomputed.
     * @param top Largest number of hot keys of the cache.
     * @param minRate Reads a second, by all instances together, below which no key of the
     * cache is hot.
     * @param refreshAhead How long before it expires a hot key of the cache is
     * recomputed.
     */
    public record CacheHotKeys(@Nullable Boolean enabled, @Nullable Integer top, @Nullable Double minRate,
            @Nullable Duration refreshAhead) {

        /** Checks the ranges of what is set. */
        void check(String prefix) {
            if (this.top != null) {
                SettingRange.of(prefix, "top").require(this.top, 1, 10_000);
            }
            if (this.minRate != null) {
                SettingRange.of(prefix, "minRate").require(this.minRate, 0, 1_000_000);
            }
            if (this.refreshAhead != null) {
                SettingRange.of(prefix, "refreshAhead")
                    .require(this.refreshAhead, Duration.ofMillis(1), Duration.ofDays(1), "5s");
            }
        }

    }

    /** Whose something is. */
    public enum Ownership {

        /** Made for the cache alone, with short timeouts. */
        OWN,

        /** The application's bean, as it is. */
        SHARED

    }

}
