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

package io.github.stampedesafe.sample.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.sample.local.EmbeddedRedis;

/** The properties that all instances have in common. */
final class InstanceSettings {

    private static final String REDIS = "spring.data.redis";

    private InstanceSettings() {
    }

    static Map<String, String> of(Environment environment, @Nullable EmbeddedRedis redis, WorkDatabases databases) {
        Map<String, String> settings = new HashMap<>(redis(environment, redis));
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        // Another lab may use the same Redis.
        settings.put("lab.key-prefix", "lab-%s:".formatted(UUID.randomUUID()));
        settings.put("lab.ttl", Settings.TTL.toMillis() + "ms");
        settings.put("lab.stale", Settings.STALE.toMillis() + "ms");
        settings.put("lab.unprotected-database", databases.url(LaneName.UNPROTECTED));
        settings.put("lab.protected-database", databases.url(LaneName.PROTECTED));
        settings.put("lab.database-user", databases.user());
        settings.put("lab.database-password", databases.password());
        return settings;
    }

    private static Map<String, String> redis(Environment environment, @Nullable EmbeddedRedis redis) {
        Map<String, String> settings = new HashMap<>();
        if (redis != null) {
            settings.put(REDIS + ".host", "127.0.0.1");
            settings.put(REDIS + ".port", String.valueOf(redis.port()));
        }
        else {
            Binder.get(environment)
                .bind(REDIS, Bindable.mapOf(String.class, String.class))
                .ifBound((bound) -> bound.forEach((name, value) -> settings.put(REDIS + "." + name, value)));
        }
        return settings;
    }

}
