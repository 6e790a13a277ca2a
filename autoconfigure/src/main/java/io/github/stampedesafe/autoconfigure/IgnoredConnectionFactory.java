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

import java.util.Arrays;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.util.ClassUtils;

/**
 * Warns of an application that says only in its own connection factory where Redis is.
 * The starter's connections would go to localhost, and nothing would be cached, without a
 * sign of it.
 */
final class IgnoredConnectionFactory {

    private static final String BOOT = "org.springframework.boot.";

    private static final String DETAILS = "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails";

    private static final Logger logger = LoggerFactory.getLogger(IgnoredConnectionFactory.class);

    private IgnoredConnectionFactory() {
    }

    /** Warns if the details are Boot's defaults and the application has a factory. */
    static void warn(ConfigurableListableBeanFactory beans, Environment environment) {
        boolean isDefault = !hasDetails(beans) && !Binder.get(environment)
            .bind("spring.data.redis", Bindable.mapOf(String.class, Object.class))
            .isBound();
        if (!isDefault) {
            return;
        }
        List<String> factories = Arrays.stream(beans.getBeanNamesForType(RedisConnectionFactory.class, true, false))
            .filter((name) -> isApplications(beans, name))
            .toList();
        if (!factories.isEmpty()) {
            logger
                .warn(("The cache connects to localhost:6379, because no property under 'spring.data.redis' says where "
                        + "Redis is and the application's own RedisConnectionFactory '%s' is not used. Set those "
                        + "properties, or 'stampede-safe.redis.connection' to 'shared'.")
                    .formatted(factories.get(0)));
        }
    }

    /** The application's own, or those of a service connection. */
    private static boolean hasDetails(ConfigurableListableBeanFactory beans) {
        if (!ClassUtils.isPresent(DETAILS, beans.getBeanClassLoader())) {
            return false;
        }
        Class<?> type = ClassUtils.resolveClassName(DETAILS, beans.getBeanClassLoader());
        return beans.getBeansOfType(type, true, false)
            .values()
            .stream()
            .anyMatch((details) -> !details.getClass().getName().startsWith(BOOT));
    }

    private static boolean isApplications(ConfigurableListableBeanFactory beans, String name) {
        if (!beans.containsBeanDefinition(name)) {
            return true;
        }
        String origin = beans.getBeanDefinition(name).getFactoryBeanName();
        return !name.startsWith("stampedeSafe") && (origin == null || !origin.startsWith(BOOT));
    }

}
