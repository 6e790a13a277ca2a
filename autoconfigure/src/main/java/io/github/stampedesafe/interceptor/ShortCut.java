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

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.IntLiteral;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.util.StringUtils;

/**
 * Evaluates expressions of the forms that most keys have, without SpEL: {@code #name},
 * {@code #p0.field.other}, {@code #root.args[0]}, {@code #root.methodName}, {@code {#a,
 * #b.c}} and {@code #a + ':' + #b}. It gives what SpEL gives, or says that it does not
 * know: about {@code null}s in the way, sums of numbers, classes that are not public,
 * properties that could be read in two ways, and getters that throw.
 */
@FunctionalInterface
interface ShortCut {

    /** What a short cut gives if only SpEL knows. */
    Object UNKNOWN = new Object();

    /** Returns the value for a call, or {@link #UNKNOWN}. */
    @Nullable Object value(Call call);

    /** Whether a short cut gave a value. */
    @SuppressWarnings("ReferenceEquality") // an object that stands for nothing else
    static boolean isKnown(@Nullable Object value) {
        return value != UNKNOWN;
    }

    /** Returns the short cut for an expression; one that never knows if there is none. */
    static ShortCut of(SpelExpression expression, Expressions expressions) {
        ShortCut found = of(expression.getAST(), expressions);
        return (found == null) ? (call) -> UNKNOWN : (call) -> {
            Object value = found.value(call);
            return (value instanceof Optional) ? UNKNOWN : value;
        };
    }

    private static @Nullable ShortCut of(SpelNode node, Expressions expressions) {
        if (node instanceof VariableReference) {
            return argument(expressions.parameter(node.toStringAST()));
        }
        if (node instanceof Literal literal) {
            Object value = literal.getLiteralValue().getValue();
            return (call) -> value;
        }
        if (node instanceof CompoundExpression) {
            return path(node, expressions);
        }
        if (node instanceof InlineList) {
            return list(node, expressions);
        }
        return (node instanceof OpPlus && node.getChildCount() == 2) ? text(node, expressions) : null;
    }

    private static @Nullable ShortCut argument(int position) {
        return (position < 0) ? null : (call) -> {
            @Nullable Object[] arguments = call.arguments();
            return (position < arguments.length) ? arguments[position] : UNKNOWN;
        };
    }

    /** A parameter or a part of the root, and properties of it. */
    private static @Nullable ShortCut path(SpelNode node, Expressions expressions) {
        int start = 1;
        ShortCut value = of(node.getChild(0), expressions);
        if (value == null && node.getChild(0).toStringAST().equals("#root")) {
            if (isProperty(node, 1, "methodName")) {
                value = (call) -> call.method().getName();
                start = 2;
            }
            else if (isProperty(node, 1, "args") && node.getChildCount() > 2 && node.getChild(2) instanceof Indexer
                    && node.getChild(2).getChild(0) instanceof IntLiteral index) {
                value = argument((Integer) Objects.requireNonNull(index.getLiteralValue().getValue()));
                start = 3;
            }
        }
        for (int i = start; i < node.getChildCount() && value != null; i++) {
            value = (node.getChild(i) instanceof PropertyOrFieldReference property && !property.isNullSafe())
                    ? new Property(value, property.getName()) : null;
        }
        return value;
    }

    private static boolean isProperty(SpelNode node, int child, String name) {
        return node.getChildCount() > child && node.getChild(child) instanceof PropertyOrFieldReference property
                && property.getName().equals(name);
    }

    private static @Nullable ShortCut list(SpelNode node, Expressions expressions) {
        List<ShortCut> elements = new ArrayList<>();
        for (int i = 0; i < node.getChildCount(); i++) {
            ShortCut element = of(node.getChild(i), expressions);
            if (element == null) {
                return null;
            }
            elements.add(element);
        }
        ShortCut[] all = elements.toArray(ShortCut[]::new);
        return (call) -> {
            @Nullable Object[] values = new Object[all.length];
            for (int i = 0; i < all.length; i++) {
                values[i] = all[i].value(call);
                if (!isKnown(values[i])) {
                    return UNKNOWN;
                }
            }
            return Collections.unmodifiableList(Arrays.asList(values));
        };
    }

    private static @Nullable ShortCut text(SpelNode node, Expressions expressions) {
        ShortCut left = of(node.getChild(0), expressions);
        ShortCut right = of(node.getChild(1), expressions);
        if (left == null || right == null) {
            return null;
        }
        return (call) -> {
            Object first = left.value(call);
            Object second = right.value(call);
            boolean isText = first instanceof String || second instanceof String;
            return (isText && hasText(first) && hasText(second)) ? first + String.valueOf(second) : UNKNOWN;
        };
    }

    /** Whether SpEL writes a value as its {@code toString} does. */
    private static boolean hasText(@Nullable Object value) {
        return value instanceof String || value instanceof Long || value instanceof Integer || value instanceof Short
                || value instanceof Byte || value instanceof Boolean || value instanceof Character;
    }

    /** A property, by the one public method that reads it. */
    final class Property implements ShortCut {

        private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);

        private static final Set<Class<?>> BOOLEAN = Set.of(boolean.class, Boolean.class);

        private final ShortCut owner;

        private final ClassValue<Optional<MethodHandle>> readers;

        Property(ShortCut owner, String name) {
            this.owner = owner;
            this.readers = new ClassValue<>() {

                @Override
                protected Optional<MethodHandle> computeValue(Class<?> type) {
                    return reader(type, name);
                }

            };
        }

        @Override
        public @Nullable Object value(Call call) {
            Object value = this.owner.value(call);
            if (value == null || !isKnown(value) || value instanceof Class) {
                return UNKNOWN;
            }
            Optional<MethodHandle> reader = this.readers.get(value.getClass());
            if (reader.isEmpty()) {
                return UNKNOWN;
            }
            try {
                return (Object) reader.get().invokeExact(value);
            }
            // SpEL says what is wrong, with the exception that it has always had.
            catch (Throwable ex) {
                return UNKNOWN;
            }
        }

        private static Optional<MethodHandle> reader(Class<?> type, String name) {
            List<Method> readers = Arrays.stream(type.getMethods())
                .filter((method) -> method.getParameterCount() == 0 && mayRead(method, name))
                .toList();
            boolean isField = Arrays.stream(type.getFields()).anyMatch((field) -> field.getName().equals(name));
            if (readers.size() != 1 || isField || !isRead(readers.get(0), name)) {
                return Optional.empty();
            }
            try {
                return Optional.of(MethodHandles.publicLookup().unreflect(readers.get(0)).asType(ANY));
            }
            catch (IllegalAccessException ex) {
                return Optional.empty();
            }
        }

        /** Whether a method has one of the names that a reader of a property has. */
        private static boolean mayRead(Method method, String name) {
            String called = method.getName().toLowerCase(Locale.ROOT);
            String lower = name.toLowerCase(Locale.ROOT);
            return called.equals(lower) || called.equals("get" + lower) || called.equals("is" + lower);
        }

        private static boolean isRead(Method method, String name) {
            String suffix = StringUtils.capitalize(name);
            return method.getReturnType() != void.class && !Modifier.isStatic(method.getModifiers())
                    && (method.getName().equals(name) || method.getName().equals("get" + suffix)
                            || (method.getName().equals("is" + suffix) && BOOLEAN.contains(method.getReturnType())));
        }

    }

}
