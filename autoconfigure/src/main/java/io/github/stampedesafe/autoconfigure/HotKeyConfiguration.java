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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.stampedesafe.engine.ReadRates;
import io.github.stampedesafe.recompute.HotKeyRegistry;
import io.github.stampedesafe.recompute.HotKeySettings;
import io.github.stampedesafe.recompute.HotKeys;
import io.github.stampedesafe.recompute.RecomputeDispatcher;
import io.github.stampedesafe.store.SharedRanking;

/** The registry of hot keys, unless it is switched off or the application counts. */
@Configuration(proxyBeanMethods = false)
@Lazy
@ConditionalOnBooleanProperty(name = "stampede-safe.hot-keys.enabled", matchIfMissing = true)
@ConditionalOnMissingBean({ ReadRates.class, HotKeys.class })
class HotKeyConfiguration {

    @Bean
    HotKeyRegistry stampedeSafeHotKeys(StampedeSafeProperties properties, ObjectProvider<SharedRanking> ranking,
            RecomputeDispatcher dispatcher) {
        return new HotKeyRegistry(settings(properties), new PropertyHotKeyRules(properties),
                ranking.getIfAvailable(() -> SharedRanking.ALONE), dispatcher);
    }

    /** It begins recomputes, in a context that the application may have to look up. */
    @Bean
    @ConditionalOnBean(HotKeyRegistry.class)
    BackgroundTask stampedeSafeHotKeySweepTask(HotKeyRegistry registry, StampedeSafeProperties properties) {
        return BackgroundTask.calling("sweeping hot keys", properties.hotKeys().sweepInterval(), registry::sweep);
    }

    @Bean
    @ConditionalOnBean(HotKeyRegistry.class)
    BackgroundTask stampedeSafeHotKeyExchangeTask(HotKeyRegistry registry) {
        return BackgroundTask.polling("ranking hot keys", Duration.ofSeconds(1), registry::exchange);
    }

    static HotKeySettings settings(StampedeSafeProperties properties) {
        StampedeSafeProperties.HotKeys hotKeys = properties.hotKeys();
        int threads = Math.max(1, properties.refresh().threads() * 3 / 4);
        return new HotKeySettings(hotKeys.capacity(), hotKeys.sweepInterval(), hotKeys.idleAfter(),
                Math.min(hotKeys.maxConcurrent(), threads), hotKeys.maxPerSweep(), hotKeys.loadShare());
    }

}
