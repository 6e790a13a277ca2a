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

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds beans with annotated methods whose calls no proxy of ours intercepts: their
 * annotations do nothing, and nothing else would tell.
 */
final class UninterceptedBeans {

    private static final Logger logger = LoggerFactory.getLogger(UninterceptedBeans.class);

    private final CachedMethods methods;

    private final BeanFactory beans;

    UninterceptedBeans(CachedMethods methods, BeanFactory beans) {
        this.methods = methods;
        this.beans = beans;
    }

    /** Warns of each such bean among the singletons that exist by now. */
    void warn() {
        if (this.beans instanceof ConfigurableListableBeanFactory factory) {
            for (String name : factory.getSingletonNames()) {
                Object bean = factory.getSingleton(name);
                if (bean != null && !isIntercepted(bean)) {
                    warn(factory, name, bean);
                }
            }
        }
    }

    private void warn(ConfigurableListableBeanFactory factory, String name, Object bean) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        Collection<CachedMethod> annotated = DeclaredBeans.isForeign(type) ? List.of() : this.methods.annotated(type);
        if (!annotated.isEmpty()) {
            String methods = String.join(", ",
                    annotated.stream().map((method) -> method.annotations().describe()).sorted().toList());
            logger.atWarn()
                .addKeyValue("bean", name)
                .log("Bean '%s' is not intercepted, so that the annotations on %s do nothing: %s.".formatted(name,
                        methods, reason(factory, name)));
        }
    }

    /** A target that is not always the same is a bean itself, with a proxy of its own. */
    private static boolean isIntercepted(@Nullable Object bean) {
        return bean instanceof Advised advised && (!advised.getTargetSource().isStatic() || isOurs(advised)
                || isIntercepted(AopProxyUtils.getSingletonTarget(bean)));
    }

    private static boolean isOurs(Advised advised) {
        return Stream.of(advised.getAdvisors()).anyMatch((advisor) -> advisor instanceof StampedeSafeAdvisor);
    }

    private static String reason(ConfigurableListableBeanFactory factory, String name) {
        return factory.containsBeanDefinition(name)
                ? "it was created before the advice was there, mostly because a BeanPostProcessor or a "
                        + "BeanFactoryPostProcessor needs it. Let that one ask for it later, through an ObjectProvider"
                : "it was registered as a finished object. Declare it as a @Bean, so that Spring can proxy it";
    }

}
