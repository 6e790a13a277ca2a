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

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.engine.Request;
import io.github.stampedesafe.recompute.ScheduledMethod;
import io.github.stampedesafe.recompute.Trigger;

/**
 * Finds the methods that are recomputed at set times, of all singletons there are, and
 * knows how to call them.
 */
final class ScheduledMethods {

    private final CachedMethods methods;

    private final AdvisorDependencies dependencies;

    ScheduledMethods(CachedMethods methods, AdvisorDependencies dependencies) {
        this.methods = methods;
        this.dependencies = dependencies;
    }

    /**
     * Finds them.
     * @throws io.github.stampedesafe.InvalidSettingException if a schedule cannot work
     */
    List<ScheduledMethod> find() {
        List<ScheduledMethod> found = new ArrayList<>();
        boolean any = this.methods.all().stream().anyMatch((method) -> method.annotations().schedule() != null);
        if (any && this.dependencies.beans() instanceof ConfigurableListableBeanFactory beans) {
            for (Object bean : singletons(beans)) {
                for (CachedMethod method : this.methods.of(AopProxyUtils.ultimateTargetClass(bean))) {
                    ScheduledMethod scheduled = scheduled(bean, method);
                    if (scheduled != null) {
                        found.add(scheduled);
                    }
                }
            }
        }
        return List.copyOf(found);
    }

    private @Nullable ScheduledMethod scheduled(Object bean, CachedMethod cached) {
        MethodAnnotations annotations = cached.annotations();
        ScheduledRecompute schedule = annotations.schedule();
        Method method = annotations.method();
        InnerCalls calls = (schedule != null) ? InnerCalls.of(bean, method) : null;
        if (schedule == null || calls == null) {
            return null;
        }
        MethodPlan plan = cached.plan();
        String element = annotations.describe();
        Trigger trigger = new ScheduleReader(element, this.dependencies.placeholders()).trigger(schedule,
                plan.operations().cacheables().get(0).policy());
        ArgumentLists arguments = ArgumentLists.of(annotations, schedule.arguments(), bean, this.dependencies.beans());
        return (trigger != null) ? new ScheduledMethod(element, trigger, () -> requests(plan, calls, arguments)) : null;
    }

    private static List<Request> requests(MethodPlan plan, InnerCalls calls, ArgumentLists arguments) throws Exception {
        List<Request> requests = new ArrayList<>();
        for (@Nullable
        Object[] list : arguments.evaluate()) {
            Request request = plan.calls().request(calls.invocation(list));
            if (request != null) {
                requests.add(request);
            }
        }
        return requests;
    }

    private static List<Object> singletons(ConfigurableListableBeanFactory beans) {
        List<Object> all = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(Object.class, false, false)) {
            if (beans.containsSingleton(name)) {
                all.add(beans.getBean(name));
            }
        }
        return all;
    }

}
