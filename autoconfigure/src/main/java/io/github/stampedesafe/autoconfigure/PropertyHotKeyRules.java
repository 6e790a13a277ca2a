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

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheHotKeys;
import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.CacheSettings;
import io.github.stampedesafe.autoconfigure.StampedeSafeProperties.HotKeys;
import io.github.stampedesafe.recompute.HotKeyRule;

/**
 * What makes keys hot, from properties: what is set for a cache wins over
 * {@code stampede-safe.defaults.hot-keys}, which wins over
 * {@code stampede-safe.hot-keys}.
 */
final class PropertyHotKeyRules implements Function<String, HotKeyRule> {

    private static final CacheHotKeys NOTHING = new CacheHotKeys(null, null, null, null);

    private final HotKeyRule ofAll;

    private final ByCacheName<HotKeyRule> ofCaches;

    /**
     * Creates the function.
     * @throws io.github.stampedesafe.InvalidSettingException if a property is out of its
     * range, of whatever cache
     */
    PropertyHotKeyRules(StampedeSafeProperties properties) {
        HotKeys all = properties.hotKeys();
        HotKeyRule builtIn = new HotKeyRule(all.enabled(), all.top(), all.minRate(), all.refreshAhead());
        this.ofAll = merge(builtIn, checked("defaults", properties.defaults()));
        Map<String, HotKeyRule> ofCaches = new HashMap<>();
        properties.caches()
            .forEach((cache, settings) -> ofCaches.put(cache,
                    merge(this.ofAll, checked("caches" + ByCacheName.element(cache), settings))));
        this.ofCaches = new ByCacheName<>(ofCaches);
    }

    @Override
    public HotKeyRule apply(String cache) {
        HotKeyRule own = this.ofCaches.get(cache);
        return (own != null) ? own : this.ofAll;
    }

    private static CacheHotKeys checked(String place, CacheSettings settings) {
        CacheHotKeys hotKeys = (settings.hotKeys() != null) ? settings.hotKeys() : NOTHING;
        hotKeys.check(StampedeSafeProperties.PREFIX + "." + place + ".hot-keys");
        return hotKeys;
    }

    private static HotKeyRule merge(HotKeyRule base, CacheHotKeys over) {
        return new HotKeyRule(or(over.enabled(), base.enabled()), or(over.top(), base.top()),
                or(over.minRate(), base.minRate()),
                (over.refreshAhead() != null) ? over.refreshAhead() : base.refreshAhead());
    }

    private static <T> T or(@Nullable T value, T other) {
        return (value != null) ? value : other;
    }

}
