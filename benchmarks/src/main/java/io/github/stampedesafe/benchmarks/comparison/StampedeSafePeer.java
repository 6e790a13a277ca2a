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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/** Stampede Safe through its annotations, with nothing set but the time to live. */
final class StampedeSafePeer {

    private StampedeSafePeer() {
    }

    static Peer byTtl(Backend backend) {
        return open(backend);
    }

    /** As the README shows it: an old value is served while one load replaces it. */
    static Peer servingStale(Backend backend) {
        return open(backend, "stale-while-revalidate=1m");
    }

    /** With a near cache, as Caffeine and Redisson's local caches keep copies. */
    static Peer near(Backend backend) {
        return open(backend, "near-cache=all");
    }

    private static Peer open(Backend backend, String... defaults) {
        return open(backend,
                (context) -> context.registerBean(CachedQueries.class, () -> new Queries(backend.source())), defaults);
    }

    /**
     * Starts an application.
     * @param beans registers its {@link CachedQueries}
     * @param defaults its {@code stampede-safe.defaults}
     */
    static Peer open(Backend backend, Consumer<GenericApplicationContext> beans, String... defaults) {
        List<String> properties = new ArrayList<>(
                List.of("spring.application.name=comparison", "spring.main.banner-mode=off", "logging.level.root=warn",
                        "spring.data.redis.host=" + backend.host(), "spring.data.redis.port=" + backend.redisPort()));
        Arrays.stream(Lifetime.values())
            .forEach((lifetime) -> properties
                .add("stampede-safe.caches." + lifetime.cacheName() + ".ttl=" + lifetime.ttl().toMillis() + "ms"));
        Arrays.stream(defaults).forEach((setting) -> properties.add("stampede-safe.defaults." + setting));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(properties.toArray(String[]::new))
            .initializers((GenericApplicationContext application) -> beans.accept(application))
            .run();
        return new QueriesPeer(context);
    }

    @EnableAutoConfiguration
    static class Application {

    }

    static class Queries implements CachedQueries {

        private final Source source;

        Queries(Source source) {
            this.source = source;
        }

        @Override
        @StampedeSafeCacheable(cacheName = SHORT, key = "#key")
        public Value loadShort(String key) {
            return this.source.load(key);
        }

        @Override
        @StampedeSafeCacheable(cacheName = LONG, key = "#key")
        public Value loadLong(String key) {
            return this.source.load(key);
        }

        @Override
        @StampedeSafeCacheEvict(cacheName = SHORT, key = "#key")
        public void evictShort(String key) {
        }

        @Override
        @StampedeSafeCacheEvict(cacheName = LONG, key = "#key")
        public void evictLong(String key) {
        }

        @Override
        @StampedeSafeCacheEvict(cacheName = SHORT, allEntries = true)
        public void clearShort() {
        }

        @Override
        @StampedeSafeCacheEvict(cacheName = LONG, allEntries = true)
        public void clearLong() {
        }

    }

}
