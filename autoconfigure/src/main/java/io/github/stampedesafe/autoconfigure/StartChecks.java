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

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.engine.SingleFlightCaches;
import io.github.stampedesafe.logging.StartLog;
import io.github.stampedesafe.policy.CacheUse;

/**
 * Checks all properties once all beans are there, whether or not a bean that reads them
 * has been created: an application that starts lazily may have none.
 */
final class StartChecks implements SmartInitializingSingleton {

    private static final String CACHES = StampedeSafeProperties.PREFIX + "." + KnownSettings.CACHES;

    private final StampedeSafeProperties properties;

    private final Supplier<Set<String>> names;

    private final ObjectProvider<CacheCodecs> codecs;

    private final CreatedBean<SingleFlightCaches> caches;

    private final NearCacheCheck nearCaches;

    private final ConfigurableBeanFactory beans;

    StartChecks(StampedeSafeProperties properties, Supplier<Set<String>> names, ObjectProvider<CacheCodecs> codecs,
            CreatedBean<SingleFlightCaches> caches, NearCacheCheck nearCaches, ConfigurableBeanFactory beans) {
        this.properties = properties;
        this.names = names;
        this.codecs = codecs;
        this.caches = caches;
        this.nearCaches = nearCaches;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        new PropertyPolicies(this.properties);
        new PropertyHotKeyRules(this.properties);
        this.nearCaches.check(this.properties);
        this.codecs.getIfAvailable();
        Set<String> caches = new HashSet<>(this.names.get());
        SingleFlightCaches fromCode = this.caches.get();
        if (fromCode != null) {
            fromCode.uses().stream().map(CacheUse::cache).forEach(caches::add);
        }
        this.properties.caches().keySet().stream().sorted().forEach((name) -> check(name, caches));
    }

    private void check(String written, Set<String> caches) {
        List<String> alike = caches.stream()
            .filter((cache) -> KnownSettings.uniform(cache).equals(KnownSettings.uniform(written)))
            .sorted()
            .toList();
        if (alike.isEmpty()) {
            noCache(written, caches);
        }
        List<String> byLikeness = alike.stream()
            .filter((cache) -> !this.properties.caches().containsKey(cache))
            .toList();
        if (alike.size() > 1 && !byLikeness.isEmpty()) {
            throw new InvalidSettingException(
                    "'%s' is set for caches '%s' alike, because names of properties are compared without case and separators."
                        .formatted(CACHES + ByCacheName.element(written), String.join("' and '", alike)),
                    "Rename one of them.");
        }
    }

    /**
     * Only code that has {@code StampedeSafeCaches} can use a cache that no method names.
     */
    private void noCache(String written, Set<String> caches) {
        String similar = SimilarName.of(written, caches, Math.min(2, written.length() / 4));
        String meant = (similar != null) ? CACHES + ByCacheName.element(similar) : null;
        if (meant != null && !isUsedFromCode()) {
            throw new InvalidSettingException("'%s' is set, but there is no cache '%s'."
                .formatted(CACHES + ByCacheName.element(written), written), "Did you mean '%s'?".formatted(meant));
        }
        new StartLog().unnamedCache(CACHES + ByCacheName.element(written), written, meant);
    }

    private boolean isUsedFromCode() {
        return this.beans.getDependentBeans("stampedeSafeCaches").length > 0;
    }

}
