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

package io.github.stampedesafe.benchmarks;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.alicp.jetcache.AbstractCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lettuce.core.RedisClient;
import org.redisson.Redisson;
import org.springframework.data.redis.cache.RedisCacheManager;
import tools.jackson.databind.json.JsonMapper;

/** The versions of the libraries that are measured. */
final class Versions {

    private static final Pattern VERSION_OF_JAR = Pattern.compile(".*-(\\d[^/]*)\\.jar");

    private static final Map<String, Class<?>> LIBRARIES = Map.of("Caffeine", Caffeine.class, "Lettuce",
            RedisClient.class, "JetCache", AbstractCache.class, "Redisson", Redisson.class, "Spring Data Redis",
            RedisCacheManager.class, "Jackson", JsonMapper.class);

    private Versions() {
    }

    /** Returns names and versions. */
    static String description() {
        return LIBRARIES.entrySet()
            .stream()
            .map((library) -> "%s %s".formatted(library.getKey(), version(library.getValue())))
            .sorted()
            .collect(Collectors.joining(", "));
    }

    private static String version(Class<?> type) {
        Matcher jar = VERSION_OF_JAR.matcher(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return jar.matches() ? jar.group(1) : "of unknown version";
    }

}
