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

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Map;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;

/**
 * Replaces the type variables in a type by what a class says they are, and wildcards by
 * their bounds. A variable of which the class says nothing is replaced by its erasure.
 */
final class ExactType {

    private final Map<?, Type> variables;

    private ExactType(Map<?, Type> variables) {
        this.variables = variables;
    }

    static Type of(Type type, Class<?> context) {
        return new ExactType(GenericTypeResolver.getTypeVariableMap(context)).exact(type);
    }

    /**
     * Returns the exact type of a type argument, which may be a variable whose meaning
     * only the argument itself knows; {@code Object} if nobody does.
     */
    static Type ofArgument(ResolvableType argument) {
        Class<?> raw = argument.toClass();
        if (raw.isArray()) {
            return arrayOf(ofArgument(argument.getComponentType()));
        }
        if (!argument.hasGenerics() || argument.hasUnresolvableGenerics()) {
            return raw;
        }
        ResolvableType[] arguments = Arrays.stream(argument.getGenerics())
            .map(ExactType::ofArgument)
            .map(ResolvableType::forType)
            .toArray(ResolvableType[]::new);
        return ResolvableType.forClassWithGenerics(raw, arguments).getType();
    }

    private static Type arrayOf(Type component) {
        return (component instanceof Class<?> element) ? element.arrayType() : new ArrayOf(component);
    }

    private Type exact(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type known = this.variables.get(variable);
            return (known != null) ? exact(known) : erasure(variable);
        }
        if (type instanceof WildcardType wildcard) {
            return exact(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof ParameterizedType parameterized) {
            ResolvableType[] arguments = Arrays.stream(parameterized.getActualTypeArguments())
                .map(this::exact)
                .map(ResolvableType::forType)
                .toArray(ResolvableType[]::new);
            return ResolvableType.forClassWithGenerics((Class<?>) parameterized.getRawType(), arguments).getType();
        }
        if (type instanceof GenericArrayType array) {
            return arrayOf(exact(array.getGenericComponentType()));
        }
        return type;
    }

    private static Type erasure(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return erasure(variable.getBounds()[0]);
        }
        return (type instanceof ParameterizedType parameterized) ? parameterized.getRawType() : type;
    }

    private record ArrayOf(Type getGenericComponentType) implements GenericArrayType {

        @Override
        public String toString() {
            return this.getGenericComponentType.getTypeName() + "[]";
        }

    }

}
