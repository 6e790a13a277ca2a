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
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import io.github.stampedesafe.key.DeclaredKeyTypes;

/**
 * What is known of the keys of an annotation before there is a call.
 *
 * @param written the expression, empty if all arguments make the key
 * @param parts exact types of the values that are the key, {@code null} if they are not
 * known
 * @param isOfArguments whether the parts are arguments, as they are
 */
record KeyShape(String written, @Nullable List<Type> parts, boolean isOfArguments) {

    private static final Set<Class<?>> INTEGRAL = Set.of(Byte.class, Short.class, Integer.class, Long.class,
            BigInteger.class);

    static KeyShape of(MethodAnnotations annotations, OperationAttributes attributes) {
        Method method = annotations.method();
        Class<?> targetClass = annotations.targetClass();
        if (attributes.isOfArguments()) {
            List<Type> arguments = SuspendFunctions.parameterTypes(method)
                .stream()
                .map((type) -> ExactType.of(type, targetClass))
                .toList();
            return new KeyShape("", arguments, true);
        }
        if (attributes.isOfSeveral()) {
            Type element = element(annotations, attributes.keys());
            return new KeyShape(attributes.keys(), (element != null) ? List.of(element) : null, false);
        }
        String text = attributes.key();
        ResolvableType type = text.isEmpty() ? null : new ExpressionTypes(annotations).typeOf(text);
        boolean isArgument = annotations.expressions().parameter(text) >= 0;
        return new KeyShape(text, (type != null) ? List.of(ExactType.of(type.getType(), targetClass)) : null,
                isArgument);
    }

    /**
     * Returns the exact type of one of several keys, {@code null} if it is not known.
     * @param keys the expression that gives all of them
     */
    static @Nullable Type element(MethodAnnotations annotations, String keys) {
        ResolvableType type = new ExpressionTypes(annotations).typeOf(keys);
        if (type == null) {
            return null;
        }
        ResolvableType element = type.isArray() ? type.getComponentType() : Map.class.isAssignableFrom(type.toClass())
                ? type.as(Map.class).getGeneric(0) : type.as(Iterable.class).getGeneric(0);
        return (element.resolve() != null) ? ExactType.ofArgument(element) : null;
    }

    /** Whether equal arguments make the same key here and there. */
    boolean isSameAs(KeyShape other) {
        return this.isOfArguments && other.isOfArguments && normalized(this.parts).equals(normalized(other.parts));
    }

    /** Whether a key generator makes the keys. */
    boolean isGenerated() {
        return this.written.isEmpty() && this.parts == null;
    }

    /** Whether no key here is ever one there. */
    boolean neverMeets(KeyShape other) {
        if (this.parts == null || other.parts == null) {
            return false;
        }
        List<Type> theirs = other.parts;
        List<Type> ours = this.parts;
        return ours.size() != theirs.size() || IntStream.range(0, ours.size())
            .anyMatch((i) -> differ(ResolvableType.forType(ours.get(i)), ResolvableType.forType(theirs.get(i))));
    }

    /** Returns the types of the parts, such as {@code (long, String)}. */
    String describe() {
        return Objects.requireNonNull(this.parts)
            .stream()
            .map((type) -> ResolvableType.forType(type).toClass().getSimpleName())
            .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Whether no key of one type is ever one of the other. */
    static boolean differ(ResolvableType one, ResolvableType other) {
        String kind = DeclaredKeyTypes.kind(one.toClass());
        String otherKind = DeclaredKeyTypes.kind(other.toClass());
        return kind != null && otherKind != null && !kind.equals(otherKind);
    }

    /** Gives all numbers that are one key if they are equal one type. */
    private static List<Type> normalized(@Nullable List<Type> types) {
        return Objects.requireNonNull(types).stream().map(KeyShape::normalized).toList();
    }

    private static Type normalized(Type type) {
        if (!(type instanceof Class<?> raw)) {
            return type;
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(raw);
        return INTEGRAL.contains(boxed) ? Long.class : boxed;
    }

}
