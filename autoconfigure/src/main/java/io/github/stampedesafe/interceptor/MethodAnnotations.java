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

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.annotation.ScheduledRecompute;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

/**
 * The annotations that hold for one method of one class, as they are written.
 *
 * @param method the most specific method
 * @param targetClass the class of the bean
 * @param cacheables in their order, as all of them
 * @param puts the puts
 * @param evicts the evicts
 * @param schedule when its values are recomputed, {@code null} if nobody says so
 * @param origin the method or class on which they are written, {@code null} if there is
 * none
 * @param expressions reads the expressions in them
 */
record MethodAnnotations(Method method, Class<?> targetClass, List<StampedeSafeCacheable> cacheables,
        List<StampedeSafeCachePut> puts, List<StampedeSafeCacheEvict> evicts, @Nullable ScheduledRecompute schedule,
        @Nullable Object origin, Expressions expressions) {

    private MethodAnnotations(Method method, Class<?> targetClass, List<StampedeSafeCacheable> cacheables,
            List<StampedeSafeCachePut> puts, List<StampedeSafeCacheEvict> evicts, @Nullable ScheduledRecompute schedule,
            @Nullable Object origin) {
        this(method, targetClass, cacheables, puts, evicts, schedule, origin, new Expressions(method, targetClass));
    }

    /**
     * Returns the annotations of the method itself or the one it overrides; if there are
     * none and it is public, those of its class; {@code null} if there are none either.
     */
    static @Nullable MethodAnnotations of(Method method, Class<?> targetClass) {
        MethodAnnotations own = nearest(method, targetClass,
                MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY));
        if (own.isAddressed()) {
            return own;
        }
        if (!Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            return own.isAny() ? own : null;
        }
        MethodAnnotations ofClass = nearest(method, targetClass,
                MergedAnnotations.from(method.getDeclaringClass(), SearchStrategy.TYPE_HIERARCHY));
        if (SuspendFunctions.isVoid(method)) {
            // Meant for the other methods of the class.
            ofClass = new MethodAnnotations(method, targetClass, List.of(), List.of(), ofClass.evicts(), null,
                    ofClass.origin());
        }
        MethodAnnotations both = new MethodAnnotations(method, targetClass, ofClass.cacheables(), ofClass.puts(),
                ofClass.evicts(), own.schedule(), ofClass.origin());
        return both.isAny() ? both : null;
    }

    /** Returns class, name and parameter types, such as {@code Orders.totals(String)}. */
    String describe() {
        return describe(this.method, this.targetClass);
    }

    /**
     * Returns class, name and parameter types of a method.
     * @param targetClass the class of the bean
     */
    static String describe(Method method, Class<?> targetClass) {
        Class<?> type = Proxy.isProxyClass(targetClass) ? method.getDeclaringClass()
                : ClassUtils.getUserClass(targetClass);
        String parameters = Arrays.stream(method.getParameterTypes())
            .limit(SuspendFunctions.parameterCount(method))
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "));
        String name = type.isAnonymousClass() ? type.getName() : type.getSimpleName();
        return "%s.%s(%s)".formatted(name, method.getName(), parameters);
    }

    /**
     * Whether both are what is written in one place about one method: of classes that
     * inherit it, or of beans that are proxied in two ways.
     */
    boolean isSameAs(MethodAnnotations other) {
        return this.origin != null && this.origin.equals(other.origin)
                && (this.origin instanceof Method || (this.method.getName().equals(other.method.getName())
                        && Arrays.equals(this.method.getParameterTypes(), other.method.getParameterTypes())));
    }

    /** Returns what all annotations share. */
    Stream<OperationAttributes> attributes() {
        return Stream
            .of(this.cacheables.stream().map(OperationAttributes::of), this.puts.stream().map(OperationAttributes::of),
                    this.evicts.stream().map(OperationAttributes::of))
            .flatMap((attributes) -> attributes);
    }

    private boolean isAny() {
        return isAddressed() || this.schedule != null;
    }

    private boolean isAddressed() {
        return !this.cacheables.isEmpty() || !this.puts.isEmpty() || !this.evicts.isEmpty();
    }

    /** What is written on a method hides what is written on the one it overrides. */
    private static MethodAnnotations nearest(Method method, Class<?> targetClass, MergedAnnotations all) {
        int nearest = Stream.of(StampedeSafeCacheable.class, StampedeSafeCachePut.class, StampedeSafeCacheEvict.class)
            .flatMap(all::stream)
            .mapToInt(MergedAnnotation::getAggregateIndex)
            .min()
            .orElse(-1);
        return new MethodAnnotations(method, targetClass, at(nearest, all, StampedeSafeCacheable.class),
                at(nearest, all, StampedeSafeCachePut.class), at(nearest, all, StampedeSafeCacheEvict.class),
                all.get(ScheduledRecompute.class).synthesize(MergedAnnotation::isPresent).orElse(null),
                all.stream()
                    .filter((annotation) -> annotation.getAggregateIndex() == nearest)
                    .map(MergedAnnotation::getSource)
                    .findFirst()
                    .orElse(null));
    }

    private static <A extends Annotation> List<A> at(int index, MergedAnnotations all, Class<A> type) {
        return all.stream(type)
            .filter((annotation) -> annotation.getAggregateIndex() == index)
            .map(MergedAnnotation::synthesize)
            .toList();
    }

}
