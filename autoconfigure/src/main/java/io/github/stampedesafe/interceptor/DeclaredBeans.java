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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The beans of a context, whether or not they have been created yet. */
final class DeclaredBeans {

    /** Packages of classes that have no annotations of ours. */
    private static final List<String> FOREIGN = List.of("java.", "javax.", "jakarta.", "org.springframework.");

    private final BeanFactory beans;

    DeclaredBeans(BeanFactory beans) {
        this.beans = beans;
    }

    /**
     * Returns the classes as which those are declared that have not been created, as far
     * as that is known without creating one.
     */
    List<Class<?>> types() {
        if (!(this.beans instanceof ConfigurableListableBeanFactory factory)) {
            return List.of();
        }
        return Arrays.stream(factory.getBeanDefinitionNames())
            .filter((name) -> !factory.getBeanDefinition(name).isAbstract() && !factory.containsSingleton(name))
            .<Class<?>>map((name) -> type(factory, name))
            .filter(Objects::nonNull)
            .filter((type) -> !isForeign(type))
            .distinct()
            .toList();
    }

    /** Returns the names of all beans by the class they are of or declared as. */
    Map<Class<?>, List<String>> names() {
        if (!(this.beans instanceof ConfigurableListableBeanFactory factory)) {
            return Map.of();
        }
        Map<Class<?>, List<String>> names = new HashMap<>();
        for (String name : factory.getBeanDefinitionNames()) {
            boolean isTarget = ScopedProxyUtils.isScopedTarget(name);
            Class<?> type = (isTarget || factory.getBeanDefinition(name).isAbstract()) ? null : type(factory, name);
            if (type != null && !isForeign(type)) {
                names.computeIfAbsent(type, (same) -> new ArrayList<>()).add(name);
            }
        }
        return names;
    }

    static boolean isForeign(Class<?> type) {
        String name = type.getName();
        return FOREIGN.stream().anyMatch(name::startsWith) && !name.startsWith("org.springframework.samples.");
    }

    /** A class that cannot be loaded is of a bean that is never created. */
    private static @Nullable Class<?> type(ConfigurableListableBeanFactory factory, String name) {
        try {
            Object bean = factory.getSingleton(name);
            return (bean != null && !(bean instanceof FactoryBean<?>)) ? AopProxyUtils.ultimateTargetClass(bean)
                    : factory.getType(name, false);
        }
        catch (BeansException | LinkageError ex) {
            return null;
        }
    }

}
