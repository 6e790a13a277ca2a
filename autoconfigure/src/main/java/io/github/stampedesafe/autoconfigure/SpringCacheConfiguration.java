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

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.policy.Policies;
import io.github.stampedesafe.springcache.CacheInterceptorReplacement;
import io.github.stampedesafe.springcache.CacheParts;
import io.github.stampedesafe.springcache.SpringCacheUses;
import io.github.stampedesafe.springcache.StampedeSafeCacheManager;

/**
 * Spring's cache annotations on the engine. The manager is a fallback: the application's
 * own is used where there is one, and ours where it is named.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "stampede-safe.spring-cache.enabled")
class SpringCacheConfiguration {

    @Bean
    @Fallback
    StampedeSafeCacheManager stampedeSafeCacheManager(ObjectProvider<SingleFlightCache> engine,
            ObjectProvider<Policies> policies, ObjectProvider<CacheCodecs> codecs,
            ObjectProvider<ChangeSchedule> changes, ObjectProvider<Usage> usage, Environment environment,
            ListableBeanFactory beans) {
        SpringCacheSettings settings = SpringCacheSettings.of(environment,
                beans.getBeanNamesForType(CacheManager.class, true, false).length == 1);
        return new StampedeSafeCacheManager(() -> new CacheParts(usage.getObject().begin(engine.getObject()),
                policies.getObject(), codecs.getObject()::codec, changes.getObject()), settings.names(),
                settings.layer());
    }

    @Bean
    SpringCacheUses stampedeSafeSpringCacheUses(StampedeSafeCacheManager manager,
            ConfigurableListableBeanFactory beans) {
        return new SpringCacheUses(beans, manager);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static CacheInterceptorReplacement stampedeSafeCacheInterceptorReplacement(BeanFactory beans) {
        return new CacheInterceptorReplacement(beans);
    }

    /**
     * Switches Spring's annotations on if the application has not, outside of
     * transactions, as ours are.
     */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(CacheAspectSupport.class)
    @EnableCaching(order = StampedeSafeAdvisor.DEFAULT_ORDER)
    static class Annotations {

    }

}
