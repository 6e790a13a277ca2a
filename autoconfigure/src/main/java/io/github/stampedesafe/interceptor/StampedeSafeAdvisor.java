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

import java.util.List;
import java.util.Set;

import org.aopalliance.aop.Advice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.Ordered;

import io.github.stampedesafe.policy.CacheUse;
import io.github.stampedesafe.recompute.ScheduledMethod;

/**
 * Puts the cache around the annotated methods of all beans. To be registered as a bean of
 * the infrastructure role beside an auto-proxy creator.
 * <p>
 * Annotations that cannot work, and settings of theirs that cannot, stop the start with
 * an {@link io.github.stampedesafe.InvalidSettingException}. Lazy beans are checked at
 * the start too, as far as the class is known as which they are declared; what is known
 * only when a bean is created stops its creation.
 */
public final class StampedeSafeAdvisor implements PointcutAdvisor, Ordered, SmartInitializingSingleton {

    /**
     * Outside the default order of transactions, so that a hit opens none and a change is
     * published after the commit; inside method security and asynchronous execution, so
     * that nobody is served what he may not see.
     */
    public static final int DEFAULT_ORDER = Ordered.LOWEST_PRECEDENCE - 100;

    private static final Logger logger = LoggerFactory.getLogger(StampedeSafeAdvisor.class);

    private final int order;

    private final CachedMethods methods;

    private final Pointcut pointcut;

    private final Advice advice;

    private final DeclaredBeans declared;

    private final ScheduledMethods schedules;

    private final UninterceptedBeans unintercepted;

    private List<ScheduledMethod> scheduled = List.of();

    /**
     * Creates the advisor. Asks none of the suppliers.
     * @param dependencies what the advisor depends on
     * @param order its place among other advisors, as {@link Ordered} has it
     */
    public StampedeSafeAdvisor(AdvisorDependencies dependencies, int order) {
        this.order = order;
        this.methods = new CachedMethods(new PlanBuilder(dependencies));
        this.pointcut = new CachedMethodPointcut(this.methods);
        this.advice = new StampedeSafeInterceptor(this.methods);
        this.declared = new DeclaredBeans(dependencies.beans());
        this.schedules = new ScheduledMethods(this.methods, dependencies);
        this.unintercepted = new UninterceptedBeans(this.methods, dependencies.beans());
    }

    @Override
    public Pointcut getPointcut() {
        return this.pointcut;
    }

    @Override
    public Advice getAdvice() {
        return this.advice;
    }

    @Override
    public int getOrder() {
        return this.order;
    }

    @Override
    public void afterSingletonsInstantiated() {
        this.declared.types().forEach(this::declare);
        this.methods.all().forEach(CachedMethod::plan);
        this.scheduled = this.schedules.find();
        this.unintercepted.warn();
        this.methods.warn(this.declared.names());
    }

    /**
     * A class that names others which cannot be loaded is of a bean that is never
     * created.
     */
    private void declare(Class<?> type) {
        try {
            this.methods.declare(type);
        }
        catch (LinkageError ex) {
            logger.debug("The methods of {} cannot be read.", type, ex);
        }
    }

    /** Whether a bean created so far has an annotated method. */
    public boolean hasMethods() {
        return !this.methods.all().isEmpty();
    }

    /**
     * Returns the methods that are recomputed at set times, of the singletons that were
     * there when all were to be.
     */
    public List<ScheduledMethod> scheduledMethods() {
        return this.scheduled;
    }

    /**
     * Returns the names of the caches that annotations name, those of beans declared but
     * not created included.
     */
    public Set<String> cacheNames() {
        return this.methods.cacheNames();
    }

    /**
     * Returns the uses of caches by methods that cache what they return, of all beans
     * created so far.
     * @throws io.github.stampedesafe.InvalidSettingException if a setting of one of them
     * cannot work
     */
    public List<CacheUse> uses() {
        return this.methods.all().stream().flatMap((method) -> method.plan().uses()).toList();
    }

}
