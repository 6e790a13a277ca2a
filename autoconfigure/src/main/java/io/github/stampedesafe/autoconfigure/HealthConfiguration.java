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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.stampedesafe.actuate.StampedeSafeHealthIndicator;
import io.github.stampedesafe.core.MaskedFailures;
import io.github.stampedesafe.outage.OutageGuard;

/** The health indicator, unless it is switched off. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("stampedeSafe")
class HealthConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "stampedeSafeHealthIndicator")
    StampedeSafeHealthIndicator stampedeSafeHealthIndicator(ObjectProvider<OutageGuard> guards,
            MaskedFailures maskedFailures) {
        return new StampedeSafeHealthIndicator(new CurrentOutage(guards), maskedFailures);
    }

}
