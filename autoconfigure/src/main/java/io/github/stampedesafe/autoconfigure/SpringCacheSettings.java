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
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.policy.PolicyLayer;
import io.github.stampedesafe.policy.PolicySettings;
import io.github.stampedesafe.policy.SettingSource;

/**
 * What the properties of Spring Boot's cache support, {@code spring.cache.*}, say of our
 * caches. They are read without Boot's class for them, which need not be there.
 *
 * @param names names of caches that exist before they are asked for
 * @param layer settings of all Spring caches, {@code null} if there are none
 */
record SpringCacheSettings(List<String> names, @Nullable PolicyLayer layer) {

    private static final String REDIS = "spring.cache.redis";

    /**
     * Reads the properties.
     * @param isOnlyManager whether the properties can be about no other cache manager
     * @throws InvalidSettingException if one asks for what our caches cannot do
     */
    static SpringCacheSettings of(Environment environment, boolean isOnlyManager) {
        Binder binder = Binder.get(environment);
        if (isOnlyManager) {
            checkType(binder);
            checkPrefix(binder);
        }
        List<String> names = binder.bind("spring.cache.cache-names", Bindable.listOf(String.class)).orElseGet(List::of);
        Duration ttl = value(binder, REDIS + ".time-to-live", Duration.class);
        if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
            throw new InvalidSettingException(
                    "'%s.time-to-live' must be positive but is '%s'.".formatted(REDIS, ttl.toMillis() + "ms"),
                    "Write a duration such as '10m', or leave it out to use 'stampede-safe.defaults.ttl'.");
        }
        boolean isNullLeftOut = Boolean.FALSE.equals(value(binder, REDIS + ".cache-null-values", Boolean.class));
        if (ttl == null && !isNullLeftOut) {
            return new SpringCacheSettings(names, null);
        }
        PolicyLayer layer = PolicyLayer.from(SettingSource.attributes("'" + REDIS + "'"))
            .with(PolicySettings.TTL, ttl)
            .with(PolicySettings.NULL_TTL, isNullLeftOut ? Duration.ZERO : null);
        return new SpringCacheSettings(names, layer);
    }

    private static void checkType(Binder binder) {
        String type = value(binder, "spring.cache.type", String.class);
        if (type != null && !type.toLowerCase(Locale.ROOT).equals("redis")) {
            throw new InvalidSettingException(
                    "'spring.cache.type' is '%s', but 'stampede-safe.spring-cache.enabled' asks for caches in Redis."
                        .formatted(type),
                    "Leave it out, or set 'stampede-safe.spring-cache.enabled' to 'false'.");
        }
    }

    /** Names in Redis are the same for all kinds of annotations. */
    private static void checkPrefix(Binder binder) {
        String prefix = value(binder, REDIS + ".key-prefix", String.class);
        if (prefix != null) {
            throw new InvalidSettingException(
                    "'%s.key-prefix' is '%s', but all caches of Stampede Safe have one prefix.".formatted(REDIS,
                            prefix),
                    "Set 'stampede-safe.key-prefix' instead.");
        }
        if (Boolean.FALSE.equals(value(binder, REDIS + ".use-key-prefix", Boolean.class))) {
            throw new InvalidSettingException(
                    "'%s.use-key-prefix' is 'false', but keys of Stampede Safe always have a prefix and the name of their cache."
                        .formatted(REDIS),
                    "Leave it out.");
        }
    }

    private static <T> @Nullable T value(Binder binder, String name, Class<T> type) {
        return binder.bind(name, type).orElse(null);
    }

}
