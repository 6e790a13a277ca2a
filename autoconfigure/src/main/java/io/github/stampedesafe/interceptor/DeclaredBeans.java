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

package io.github.stampedesafe.interceptor;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The beans that have not been created yet. */
final class DeclaredBeans {

    /** Packages of classes that have no annotations of ours. */
    private static final List<String> FOREIGN = List.of("java.", "javax.", "jakarta.", "org.springframework.");

    private final BeanFactory beans;

    DeclaredBeans(BeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Returns the classes as which they are declared, as far as that is known without
     * creating one.
     */
    List<Class<?>> types() {
        if (!(this.beans instanceof ConfigurableListableBeanFactory factory)) {
            return List.of();
        }
        return Arrays.stream(factory.getBeanDefinitionNames())
            .filter((name) -> !factory.getBeanDefinition(name).isAbstract() && !factory.containsSingleton(name))
            .<Class<?>>map((name) -> factory.getType(name, false))
            .filter(Objects::nonNull)
            .filter((type) -> !isForeign(type))
            .distinct()
            .toList();
    }

    static boolean isForeign(Class<?> type) {
        return FOREIGN.stream().anyMatch(type.getName()::startsWith);
    }

}
