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

package io.github.stampedesafe.logging;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.PrintableText;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.policy.IneffectiveSetting;

/** Warns, once at the start, of settings that may be mistakes. */
public final class StartLog {

    private static final Logger logger = LoggerFactory.getLogger(StartLog.class);

    /**
     * Properties are set for a cache that no method names.
     * @param property front of the properties
     * @param cache name of the cache
     * @param meant the front that may have been meant, {@code null} if none is similar
     */
    public void unnamedCache(String property, String cache, @Nullable String meant) {
        String remedy = (meant != null) ? "Did you mean '%s'? Otherwise ask".formatted(meant)
                : "Remove the properties, or ask";
        logger.atWarn()
            .addKeyValue("cache", PrintableText.of(cache))
            .log(PrintableText
                .of("'%s' is set, but no method names cache '%s'. %s StampedeSafeCaches for the cache in code."
                    .formatted(property, cache, remedy)));
    }

    /**
     * Warns of settings that change nothing, of each once.
     * @param uses where caches are used
     */
    public void ineffectiveSettings(List<CacheUse> uses) {
        Set<String> given = new HashSet<>();
        for (CacheUse use : uses) {
            for (IneffectiveSetting found : IneffectiveSetting.of(use.effective())) {
                String sentence = PrintableText
                    .of("'%s' is '%s', which changes nothing in cache '%s': %s. %s".formatted(found.setting().origin(),
                            found.setting().value(), use.cache(), found.reason(), found.remedy()));
                if (given.add(sentence)) {
                    logger.atWarn().addKeyValue("cache", PrintableText.of(use.cache())).log(sentence);
                }
            }
        }
    }

    /**
     * Redis may evict keys that are no values.
     * @param policy its policy
     * @param keys what it may evict
     * @param consequence what happens then: a sentence without its end
     * @param better a policy that evicts them last
     */
    public void evictableKeys(String policy, String keys, String consequence, String better) {
        logger.warn(PrintableText
            .of("'maxmemory-policy' of Redis is '%s', so that a full Redis may evict %s. %s. Set it to '%s', or give the cache enough memory."
                .formatted(policy, keys, consequence, better)));
    }

}
