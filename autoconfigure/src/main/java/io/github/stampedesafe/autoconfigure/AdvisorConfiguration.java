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
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.stampedesafe.engine.ChangeSchedule;
import io.github.stampedesafe.engine.SingleFlightCache;
import io.github.stampedesafe.interceptor.AdvisorDependencies;
import io.github.stampedesafe.interceptor.StampedeSafeAdvisor;
import io.github.stampedesafe.policy.Policies;

/**
 * The advice of annotated methods. The advisor is created before most beans, so it gets
 * everything else when it asks for it.
 */
@Configuration(proxyBeanMethods = false)
@Import(AutoProxyRegistrar.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class AdvisorConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static OwnClients stampedeSafeOwnClients() {
        return new OwnClients();
    }

    @Bean
    @DependsOn("stampedeSafeOwnClients")
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static StampedeSafeAdvisor stampedeSafeAdvisor(ObjectProvider<SingleFlightCache> engine,
            ObjectProvider<Policies> policies, ObjectProvider<CacheCodecs> codecs,
            ObjectProvider<ChangeSchedule> changes, ObjectProvider<Usage> usage,
            ObjectProvider<StampedeSafeProperties> properties, Environment environment, ConfigurableBeanFactory beans) {
        // Not from the properties' bean: advisors come before the post-processors of
        // other beans.
        int order = Binder.get(environment)
            .bind("stampede-safe.order", Integer.class)
            .orElse(StampedeSafeAdvisor.DEFAULT_ORDER);
        return new StampedeSafeAdvisor(new AdvisorDependencies(() -> usage.getObject().begin(engine.getObject()),
                policies::getObject, () -> codecs.getObject()::codec, changes::getObject, beans,
                new EmbeddedValueResolver(beans), () -> properties.getObject().async().maxElements()), order);
    }

}
