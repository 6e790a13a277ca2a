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

import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.MethodIntrospector;

/**
 * Keeps in a native image what is read by reflection for the annotated methods of a bean:
 * the values that are stored, and the arguments, of which keys and expressions are made.
 * Runs when an application is built ahead of time, and at no other time.
 */
final class CachedMethodHints implements BeanRegistrationAotProcessor {

    private final BindingReflectionHintsRegistrar types = new BindingReflectionHintsRegistrar();

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> target = bean.getBeanClass();
        if (DeclaredBeans.isForeign(target)) {
            return null;
        }
        Set<Type> read = MethodIntrospector
            .selectMethods(target,
                    (MethodIntrospector.MetadataLookup<MethodAnnotations>) (method) -> MethodAnnotations.of(method,
                            target))
            .values()
            .stream()
            .flatMap((annotated) -> read(annotated, target))
            .collect(Collectors.toSet());
        return read.isEmpty() ? null : (generation, code) -> this.types
            .registerReflectionHints(generation.getRuntimeHints().reflection(), read.toArray(Type[]::new));
    }

    private static Stream<Type> read(MethodAnnotations annotated, Class<?> target) {
        Stream<Type> arguments = SuspendFunctions.parameterTypes(annotated.method())
            .stream()
            .map((type) -> ExactType.of(type, target));
        return SuspendFunctions.isVoid(annotated.method()) ? arguments
                : Stream.concat(arguments, Stream.of(ReturnType.of(annotated.method(), target).stored()));
    }

}
