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
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodIntrospector;

/**
 * The annotated methods of the beans' classes. All methods of a class are read and
 * checked together when the first of them is looked for, which is before a bean of the
 * class exists; Spring itself stops looking at the first that matches.
 */
final class CachedMethods {

    private final PlanBuilder plans;

    private final StartWarnings warnings = new StartWarnings();

    private final CacheRules rules = new CacheRules();

    private final Set<String> cacheNames = ConcurrentHashMap.newKeySet();

    private final Map<Class<?>, Map<Method, CachedMethod>> byClass = new ConcurrentHashMap<>();

    private final CalledMethods called = new CalledMethods();

    CachedMethods(PlanBuilder plans) {
        this.plans = plans;
    }

    /**
     * Returns the method, {@code null} if it is not annotated.
     * @param method as it is called: of the class, its superclasses or its interfaces
     * @param targetClass the class of the bean
     */
    @Nullable CachedMethod find(Method method, Class<?> targetClass) {
        CachedMethod known = this.called.find(method, targetClass);
        return (known != null) ? known : findByName(method, targetClass);
    }

    private @Nullable CachedMethod findByName(Method method, Class<?> targetClass) {
        Map<Method, CachedMethod> methods = this.byClass.get(targetClass);
        if (methods == null) {
            methods = this.byClass.computeIfAbsent(targetClass, (type) -> read(type, false));
        }
        CachedMethod found = methods.get(method);
        if (found == null && !methods.isEmpty()) {
            found = methods.get(AopUtils.getMostSpecificMethod(method, targetClass));
            if (found != null) {
                methods.put(method, found);
            }
        }
        if (found != null) {
            this.called.remember(method, targetClass, found);
        }
        return found;
    }

    /** Returns all annotated methods of the classes read so far. */
    List<CachedMethod> all() {
        return this.byClass.values().stream().flatMap((methods) -> methods.values().stream()).distinct().toList();
    }

    /**
     * Returns the annotated methods of a class, none if the class was not read so far.
     */
    List<CachedMethod> of(Class<?> targetClass) {
        return this.byClass.getOrDefault(targetClass, Map.of()).values().stream().distinct().toList();
    }

    /**
     * Returns the annotated methods of a class. A class that was not read so far stays
     * so: its methods do not count as intercepted.
     */
    Collection<CachedMethod> annotated(Class<?> targetClass) {
        return this.byClass.containsKey(targetClass) ? of(targetClass) : select(targetClass).values();
    }

    /**
     * Reads and checks the methods of a class of which there is no bean yet. A bean that
     * is declared as an interface or an abstract class turns out to be of another class,
     * which says what is stored: such a declaration is only checked.
     * @throws io.github.stampedesafe.InvalidSettingException if an annotation cannot work
     */
    void declare(Class<?> type) {
        if (!Modifier.isAbstract(type.getModifiers())) {
            this.byClass.computeIfAbsent(type, (same) -> read(same, true));
            return;
        }
        Collection<CachedMethod> methods = select(type).values();
        methods.forEach(CachedMethod::check);
        if (type.getTypeParameters().length == 0) {
            this.rules.add(methods.stream().map(CachedMethod::annotations).toList(), true);
        }
    }

    /**
     * Warns of what may be a mistake of all methods read so far.
     * @param beans names of the beans by their class
     */
    void warn(Map<Class<?>, List<String>> beans) {
        this.rules.warn(beans, this.warnings);
    }

    /** Returns the names of all caches of the annotations read so far. */
    Set<String> cacheNames() {
        return Set.copyOf(this.cacheNames);
    }

    private Map<Method, CachedMethod> read(Class<?> targetClass, boolean isDeclared) {
        Map<Method, CachedMethod> methods = select(targetClass);
        this.rules.add(methods.values().stream().map(CachedMethod::annotations).toList(), isDeclared);
        return methods.isEmpty() ? Map.of() : new ConcurrentHashMap<>(methods);
    }

    private Map<Method, CachedMethod> select(Class<?> targetClass) {
        MethodIntrospector.MetadataLookup<CachedMethod> lookup = (method) -> read(method, targetClass);
        return MethodIntrospector.selectMethods(targetClass, lookup);
    }

    private @Nullable CachedMethod read(Method method, Class<?> targetClass) {
        MethodAnnotations annotations = MethodAnnotations.of(method, targetClass);
        if (annotations == null) {
            return null;
        }
        MethodRules.check(annotations, this.warnings);
        annotations.attributes().map(OperationAttributes::cacheName).forEach(this.cacheNames::add);
        return new CachedMethod(annotations, this.plans);
    }

}
