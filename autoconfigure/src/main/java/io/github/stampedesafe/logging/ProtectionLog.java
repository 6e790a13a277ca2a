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

import java.util.List;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.stampedesafe.policy.CacheUse;

/**
 * Says at the start which methods are protected, and with which policy: its ttl and
 * whatever else somebody set.
 */
public final class ProtectionLog {

    private static final int MANY = 10;

    private static final Logger logger = LoggerFactory.getLogger(ProtectionLog.class);

    /**
     * Writes one line, none if no method is protected. Of many methods it names the first
     * ten, and the others at DEBUG.
     * @param uses what is protected; caches that are used from code are left out
     */
    public void write(List<CacheUse> uses) {
        List<String> methods = uses.stream().filter((use) -> use.method() != null).map(ProtectionLog::text).toList();
        int count = methods.size();
        if (count == 0) {
            return;
        }
        List<String> named = methods.stream().sorted().limit(MANY).toList();
        List<String> others = methods.stream().sorted().skip(MANY).toList();
        logger.atInfo()
            .addKeyValue("count", count)
            .log("Stampede Safe protects %d %s: %s%s".formatted(count, (count > 1) ? "methods" : "method",
                    String.join("; ", named),
                    others.isEmpty() ? "" : "; and %d more, which are logged at DEBUG".formatted(others.size())));
        if (!others.isEmpty()) {
            logger.debug("Stampede Safe also protects {}", String.join("; ", others));
        }
    }

    private static String text(CacheUse use) {
        return use.effective()
            .settings()
            .stream()
            .filter((setting) -> setting.value() != null && (setting.name().equals("ttl") || !setting.isBuiltIn()))
            .map((setting) -> setting.name() + " " + setting.value())
            .collect(Collectors.joining(", ", use.method() + " -> " + use.cache() + " (", ")"));
    }

}
