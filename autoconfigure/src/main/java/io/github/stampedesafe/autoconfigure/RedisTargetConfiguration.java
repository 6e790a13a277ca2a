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
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Where Redis is, by {@code spring.data.redis.*} alone, in an application without Boot's
 * Redis module.
 */
@Configuration(proxyBeanMethods = false)
@Lazy
class RedisTargetConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RedisTarget stampedeSafeRedisTarget(Environment environment, ObjectProvider<SslBundles> bundles) {
        RedisProperties properties = Binder.get(environment).bindOrCreate("spring.data.redis", RedisProperties.class);
        return PropertyRedisTarget.of(properties, bundles.getIfAvailable());
    }

}
