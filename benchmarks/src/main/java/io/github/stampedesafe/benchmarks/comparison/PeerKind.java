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

package io.github.stampedesafe.benchmarks.comparison;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.alicp.jetcache.AbstractCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.RedisClient;
import org.redisson.Redisson;
import org.springframework.data.redis.cache.RedisCacheManager;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** The peers, in the order of the tables. */
enum PeerKind {

    NONE("none", "no protection: look-aside over Redis", "Lettuce", RedisClient.class, LookAsidePeer::new),

    SPRING("spring", "Spring @Cacheable", "Spring Data Redis", RedisCacheManager.class, SpringPeer::plain),

    SPRING_SYNC("spring-sync", "Spring @Cacheable(sync = true)", "Spring Data Redis", RedisCacheManager.class,
            SpringPeer::sync),

    SPRING_LOCKING("spring-locking", "Spring @Cacheable(sync = true), locking writer", "Spring Data Redis",
            RedisCacheManager.class, SpringPeer::locking),

    JETCACHE("jetcache", "JetCache", "JetCache", AbstractCache.class, JetCachePeer::plain),

    JETCACHE_PROTECTED("jetcache-protect", "JetCache, cachePenetrationProtect", "JetCache", AbstractCache.class,
            JetCachePeer::protecting),

    REDISSON("redisson", "Redisson RMapCache", "Redisson", Redisson.class, RedissonMapPeer::new),

    LOCK_RECIPE("rlock", "hand-written RLock, checked twice", "Redisson", Redisson.class, LockRecipePeer::new),

    CAFFEINE("caffeine", "Caffeine AsyncLoadingCache per instance", "Caffeine", Caffeine.class, CaffeinePeer::new),

    OURS("ours", "Stampede Safe", "Stampede Safe", StampedeSafeCacheable.class, StampedeSafePeer::byTtl),

    OURS_STALE("ours-stale", "Stampede Safe, stale-while-revalidate", "Stampede Safe", StampedeSafeCacheable.class,
            StampedeSafePeer::servingStale),

    OURS_NEAR("ours-near", "Stampede Safe, near cache", "Stampede Safe", StampedeSafeCacheable.class,
            StampedeSafePeer::near),

    OURS_SEVERAL("ours-several", "Stampede Safe, methods of several keys", "Stampede Safe", StampedeSafeCacheable.class,
            SeveralKeysPeer::open);

    private static final Pattern VERSION_OF_JAR = Pattern.compile(".*-(\\d[^/]*)\\.jar");

    private final String id;

    private final String title;

    private final String library;

    private final Class<?> type;

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a constructor
    private final Function<Backend, Peer> opener;

    PeerKind(String id, String title, String library, Class<?> type, Function<Backend, Peer> opener) {
        this.id = id;
        this.title = title;
        this.library = library;
        this.type = type;
        this.opener = opener;
    }

    static PeerKind of(String id) {
        return Arrays.stream(values())
            .filter((kind) -> kind.id.equals(id))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("There is no peer '" + id + "'. Name some of "
                    + Arrays.stream(values()).map(PeerKind::id).toList() + "."));
    }

    String id() {
        return this.id;
    }

    String title() {
        return this.title;
    }

    /** Returns library and version, such as {@code Redisson 4.7.0}. */
    String version() {
        Matcher jar = VERSION_OF_JAR.matcher(this.type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return this.library + " " + (jar.matches() ? jar.group(1) : "of this checkout");
    }

    Peer open(Backend backend) {
        return this.opener.apply(backend);
    }

}
