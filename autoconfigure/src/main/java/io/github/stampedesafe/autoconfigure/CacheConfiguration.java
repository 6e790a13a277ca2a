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

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.json.JsonMapper;

import io.github.stampedesafe.StampedeSafeCaches;
import io.github.stampedesafe.annotation.StampedeSafeJsonMapper;
import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.engine.SingleFlightCaches;
import io.github.stampedesafe.interceptor.TransactionalChanges;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.redis.JsonCodecs;
import io.github.stampedesafe.store.PayloadCodecs;

/** What a cache is like: its policy, how it writes values, when it changes. */
@Configuration(proxyBeanMethods = false)
class CacheConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Policies stampedeSafePolicies(StampedeSafeProperties properties) {
        return new PropertyPolicies(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    PayloadCodecs stampedeSafePayloadCodecs(@StampedeSafeJsonMapper ObjectProvider<JsonMapper> mapper) {
        JsonMapper marked = mapper.getIfAvailable();
        return (marked != null) ? new JsonCodecs(marked) : new JsonCodecs();
    }

    @Bean
    CacheCodecs stampedeSafeCacheCodecs(StampedeSafeProperties properties, ListableBeanFactory beans,
            PayloadCodecs others) {
        return new CacheCodecs(properties, new SerializerBeans(beans), others);
    }

    @Bean
    @ConditionalOnMissingBean
    ChangeSchedule stampedeSafeChangeSchedule() {
        return new TransactionalChanges();
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    StampedeSafeCaches stampedeSafeCaches(SingleFlightCache engine, CacheCodecs codecs, Policies policies,
            ChangeSchedule changes, Usage usage) {
        return usage.begin(new SingleFlightCaches(engine, codecs::codec, policies, changes));
    }

}
