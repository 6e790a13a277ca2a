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

package io.github.stampedesafe.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.stampedesafe.engine.NearUsage;
import io.github.stampedesafe.event.CacheCounter;
import io.github.stampedesafe.event.CacheStatistics;
import io.github.stampedesafe.event.LoadCause;
import io.github.stampedesafe.event.RecomputeOutcome;
import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.policy.EffectivePolicy;

/**
 * What an operator sees of one cache on one instance.
 *
 * @param cache name of the cache
 * @param instance id of the instance
 * @param uses the methods that use it, and their policies
 * @param notCached why nothing of it is stored, {@code null} if something is
 * @param figures what happened since the start
 * @param inProgress what is going on
 * @param near what its near cache is good for, {@code null} if it has none
 * @param hotKeys the hottest of the keys that are counted one by one on this instance
 * @param ranking the hottest keys of the cluster
 */
public record CacheDescriptor(String cache, @Nullable String instance, List<Use> uses, @Nullable String notCached,
        Figures figures, InProgressDescriptor inProgress, @Nullable NearUsage near, List<HotKeyDescriptor> hotKeys,
        List<HotKeyDescriptor.Ranked> ranking) implements OperationResponseBody {

    static CacheDescriptor of(EndpointContext context, String cache, KeyDisplay display) {
        context.requireKnown(cache);
        List<Use> uses = context.catalogue()
            .uses()
            .stream()
            .filter((use) -> use.cache().equals(cache))
            .map(Use::of)
            .toList();
        return new CacheDescriptor(cache, context.leases().instance(), uses, context.notCached(cache),
                Figures.of(context.statistics(), cache), InProgressDescriptor.of(context, cache, display),
                context.engine().near().usage(cache), HotKeyDescriptor.of(context.hotKeys().get(), cache, display),
                HotKeyDescriptor.Ranked.of(context.hotKeys().get(), cache, display));
    }

    /**
     * A use of a cache.
     *
     * @param method the method, {@code null} for code
     * @param policy the settings that apply there, by name
     */
    public record Use(@Nullable String method, Map<String, Setting> policy) {

        private static Use of(CacheUse use) {
            Map<String, Setting> policy = new LinkedHashMap<>();
            for (EffectivePolicy.Applied setting : use.effective().settings()) {
                policy.put(setting.name(), new Setting(setting.value(), setting.origin()));
            }
            return new Use(use.method(), policy);
        }

    }

    /**
     * A setting.
     *
     * @param value its value, {@code null} if it has none
     * @param origin who set it
     */
    public record Setting(@Nullable String value, String origin) {
    }

    /**
     * What happened to a cache.
     *
     * @param events how often what happened
     * @param loads loads that returned, by cause
     * @param failedLoads loads that threw, by cause
     * @param recomputes recomputes, by result
     */
    public record Figures(Map<String, Long> events, Map<String, Long> loads, Map<String, Long> failedLoads,
            Map<String, Long> recomputes) {

        private static Figures of(CacheStatistics statistics, String cache) {
            return new Figures(Counts.of(CacheCounter.class, (counter) -> statistics.count(cache, counter)),
                    Counts.of(LoadCause.class, (cause) -> statistics.loads(cache, cause)),
                    Counts.of(LoadCause.class, (cause) -> statistics.failedLoads(cache, cause)),
                    Counts.of(RecomputeOutcome.Result.class, (result) -> statistics.recomputes(cache, result)));
        }

    }

}
