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

import java.util.Locale;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheHotKeys;
import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheSettings;
import io.github.stampedesafe.policy.NearCache;

/**
 * Checks that near caches have what they need.
 *
 * @param hasMaps whether there is somewhere to hold copies
 */
record NearCacheCheck(boolean hasMaps) {

    /**
     * Checks all properties.
     * @throws InvalidSettingException if a near cache could not work
     */
    void check(StampedeSafeProperties properties) {
        check(StampedeSafeProperties.PREFIX + ".defaults", properties.defaults(), properties);
        new TreeMap<>(properties.caches())
            .forEach((cache, settings) -> check(StampedeSafeProperties.PREFIX + ".caches" + ByCacheName.element(cache),
                    settings, properties));
    }

    private void check(String prefix, CacheSettings settings, StampedeSafeProperties properties) {
        NearCache nearCache = settings.nearCache();
        if (nearCache == null || nearCache == NearCache.OFF) {
            return;
        }
        String written = "'%s.near-cache' is '%s', but ".formatted(prefix, nearCache.name().toLowerCase(Locale.ROOT));
        if (!this.hasMaps) {
            throw new InvalidSettingException(
                    written + "Caffeine, in which near copies are held, is not on the class " + "path.",
                    "Add 'com.github.ben-manes.caffeine:caffeine', or set the property to 'off'.");
        }
        if (nearCache == NearCache.HOT && !hasHotKeys(settings.hotKeys(), properties)) {
            throw new InvalidSettingException(written + "its keys are not counted, so none is hot.",
                    "Remove 'hot-keys.enabled=false', or set the property to 'all' or 'off'.");
        }
    }

    private static boolean hasHotKeys(@Nullable CacheHotKeys ofCache, StampedeSafeProperties properties) {
        Boolean own = (ofCache != null) ? ofCache.enabled() : null;
        return properties.hotKeys().enabled() && (own == null || own);
    }

}
