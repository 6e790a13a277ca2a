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
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * What is known of the keys of an annotation before there is a call.
 *
 * @param written the expression, empty if all arguments make the key
 * @param parts exact types of the arguments that are the key, with one type for all
 * numbers that are one key if they are equal; {@code null} if anything else makes the key
 */
record KeyShape(String written, @Nullable List<Type> parts) {

    private static final Set<Class<?>> INTEGRAL = Set.of(Byte.class, Short.class, Integer.class, Long.class,
            BigInteger.class);

    static KeyShape of(MethodAnnotations annotations, Addressing addressing) {
        Method method = annotations.method();
        List<Type> arguments = Arrays.stream(method.getGenericParameterTypes())
            .map((type) -> normalized(ExactType.of(type, annotations.targetClass())))
            .toList();
        if (addressing.isOfArguments()) {
            return new KeyShape("", arguments);
        }
        int parameter = new Expressions(method, annotations.describe()).parameter(addressing.key());
        return (parameter >= 0) ? new KeyShape(addressing.key(), List.of(arguments.get(parameter)))
                : new KeyShape(addressing.key(), null);
    }

    /** Whether equal arguments make the same key here and there. */
    boolean isSameAs(KeyShape other) {
        return this.parts != null && this.parts.equals(other.parts);
    }

    private static Type normalized(Type type) {
        if (!(type instanceof Class<?> raw)) {
            return type;
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(raw);
        return INTEGRAL.contains(boxed) ? Long.class : boxed;
    }

}
