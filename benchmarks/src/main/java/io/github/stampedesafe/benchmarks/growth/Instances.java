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

package io.github.stampedesafe.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.stampedesafe.StampedeSafeCache;
import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.test.redis.RedisProcess;

/** Applications in this process that share a Redis, with the defaults and a long ttl. */
final class Instances implements AutoCloseable {

    static final String CACHE = "items";

    private final RedisProcess redis;

    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    private final List<StampedeSafeCache> caches = new ArrayList<>();

    Instances(RedisProcess redis) {
        this.redis = redis;
    }

    /** Starts as many as are missing. */
    List<StampedeSafeCache> start(int number) {
        while (this.contexts.size() < number) {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.application.name=growth", "spring.main.banner-mode=off", "logging.level.root=error",
                        "spring.data.redis.host=" + this.redis.host(), "spring.data.redis.port=" + this.redis.port(),
                        "stampede-safe.caches." + CACHE + ".ttl=1h")
                .run();
            this.contexts.add(context);
            StampedeSafeCache cache = context.getBean(StampedeSafeCaches.class).cache(CACHE);
            cache.evict("warm");
            this.caches.add(cache);
        }
        return List.copyOf(this.caches);
    }

    @Override
    public void close() {
        this.contexts.forEach(ConfigurableApplicationContext::close);
    }

    /** Reads a key whose value another call has left. */
    static void hit(StampedeSafeCache cache, Object key) {
        try {
            cache.get(key, String.class, () -> {
                throw new IllegalStateException(key + " is not cached");
            });
        }
        catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    @EnableAutoConfiguration
    static class Application {

    }

}
