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

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BooleanLiteral;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.IntLiteral;
import org.springframework.expression.spel.ast.LongLiteral;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.util.ClassUtils;

/**
 * What is known of the types in an expression before there is a call: those of the
 * parameters, and of the properties and methods that begin with one.
 */
final class ExpressionTypes {

    private final MethodAnnotations annotations;

    private final Expressions expressions;

    private final @Nullable ResolvableType root;

    ExpressionTypes(MethodAnnotations annotations) {
        this(annotations, null);
    }

    /**
     * Creates types of expressions on a value.
     * @param root the type of the value, which is root and result, {@code null} for that
     * of the call
     */
    ExpressionTypes(MethodAnnotations annotations, @Nullable ResolvableType root) {
        this.annotations = annotations;
        this.expressions = annotations.expressions();
        this.root = root;
    }

    /** Returns the type of an expression, {@code null} if it is not known. */
    @Nullable ResolvableType typeOf(String text) {
        return typeOf(this.expressions.parse("key", text).getAST());
    }

    /**
     * Returns the first property or method that its type does not have, {@code null} if
     * there is none.
     * @param certain whether only a type counts that has no subclasses, which might have
     * it
     */
    @Nullable Missing missing(String text, boolean certain) {
        return Expressions.nodes(this.expressions.parse("key", text).getAST())
            .filter(CompoundExpression.class::isInstance)
            .map(this::missing)
            .flatMap(Optional::stream)
            .filter((missing) -> !certain || isFinal(missing.type()))
            .findFirst()
            .orElse(null);
    }

    /** Returns a property or method that the root of an expression does not have. */
    @Nullable Missing missingOfRoot(String attribute, String text) {
        SpelNode tree = this.expressions.parse(attribute, text).getAST();
        SpelNode first = (tree instanceof CompoundExpression) ? tree.getChild(0) : tree;
        Class<?> owner = (this.root != null) ? owner(this.root) : Object.class;
        boolean isMissing = mustHave(owner) && isFinal(owner) && !has(owner, first);
        return isMissing ? new Missing(owner, name(first), first instanceof MethodReference) : missing(text, true);
    }

    private Optional<Missing> missing(SpelNode compound) {
        ResolvableType type = typeOf(compound.getChild(0));
        for (int i = 1; i < compound.getChildCount() && type != null; i++) {
            SpelNode member = compound.getChild(i);
            Class<?> owner = owner(type);
            type = member(type, member);
            if (type == null && mustHave(owner) && !has(owner, member)) {
                return Optional.of(new Missing(owner, name(member), member instanceof MethodReference));
            }
        }
        return Optional.empty();
    }

    private @Nullable ResolvableType typeOf(SpelNode node) {
        if (node instanceof VariableReference) {
            return variable(node.toStringAST());
        }
        if (node instanceof PropertyOrFieldReference || node instanceof MethodReference) {
            return (this.root != null) ? member(this.root, node) : null;
        }
        if (node instanceof CompoundExpression) {
            ResolvableType type = typeOf(node.getChild(0));
            for (int i = 1; i < node.getChildCount() && type != null; i++) {
                type = member(type, node.getChild(i));
            }
            return type;
        }
        if (node instanceof OpPlus && node.getChildCount() == 2) {
            boolean text = isText(typeOf(node.getChild(0))) || isText(typeOf(node.getChild(1)));
            return text ? ResolvableType.forClass(String.class) : null;
        }
        Class<?> literal = (node instanceof StringLiteral) ? String.class : (node instanceof IntLiteral) ? Integer.class
                : (node instanceof LongLiteral) ? Long.class : (node instanceof BooleanLiteral) ? Boolean.class : null;
        return (literal != null) ? ResolvableType.forClass(literal) : null;
    }

    private @Nullable ResolvableType variable(String name) {
        Method method = this.annotations.method();
        Class<?> targetClass = this.annotations.targetClass();
        boolean isRoot = name.equals("#root") || name.equals("#this") || name.equals("#result");
        if (this.root != null && isRoot) {
            return this.root;
        }
        if (name.equals("#result")) {
            return ResolvableType.forType(ReturnType.ofValue(method, targetClass).stored());
        }
        int parameter = this.expressions.parameter(name);
        return (parameter >= 0)
                ? ResolvableType.forType(ExactType.of(method.getGenericParameterTypes()[parameter], targetClass))
                : null;
    }

    private static boolean isText(@Nullable ResolvableType type) {
        return type != null && type.toClass() == String.class;
    }

    /** Returns the type of a member, {@code null} if it is not known. */
    private static @Nullable ResolvableType member(ResolvableType owner, SpelNode member) {
        List<Method> methods = methods(owner(owner), member);
        if (methods.isEmpty() && member instanceof PropertyOrFieldReference) {
            return fields(owner(owner), name(member)).stream()
                .findFirst()
                .map((field) -> ResolvableType.forField(field, owner))
                .orElse(null);
        }
        List<ResolvableType> types = methods.stream()
            .map((method) -> ResolvableType.forType(method.getGenericReturnType(), owner))
            .distinct()
            .toList();
        return (types.size() == 1 && types.get(0).resolve() != null) ? types.get(0) : null;
    }

    private static Class<?> owner(ResolvableType type) {
        return ClassUtils.resolvePrimitiveIfNecessary(type.toClass());
    }

    private static boolean has(Class<?> owner, SpelNode member) {
        return !(member instanceof MethodReference || member instanceof PropertyOrFieldReference)
                || !methods(owner, member).isEmpty() || !fields(owner, name(member)).isEmpty();
    }

    /** Returns the public methods that SpEL may call. */
    private static List<Method> methods(Class<?> owner, SpelNode member) {
        String name = name(member);
        Predicate<Method> called = (member instanceof MethodReference)
                ? (method) -> method.getName().equals(name)
                        && (method.isVarArgs() || method.getParameterCount() == member.getChildCount())
                : (method) -> method.getParameterCount() == 0 && (method.getName().equalsIgnoreCase("get" + name)
                        || method.getName().equalsIgnoreCase("is" + name) || method.getName().equals(name));
        return Arrays.stream(owner.getMethods()).filter(called).filter((method) -> !method.isBridge()).toList();
    }

    private static List<Field> fields(Class<?> owner, String name) {
        return Arrays.stream(owner.getFields()).filter((field) -> field.getName().equalsIgnoreCase(name)).toList();
    }

    private static String name(SpelNode member) {
        return (member instanceof MethodReference method) ? method.getName()
                : (member instanceof PropertyOrFieldReference property) ? property.getName() : "";
    }

    /**
     * Whether a member that the type does not have is a mistake: what an interface does
     * not have its classes may, and SpEL looks through a few types.
     */
    private static boolean mustHave(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers()) && !type.isArray() && type != Object.class
                && type != Optional.class && type != Class.class;
    }

    private static boolean isFinal(Class<?> type) {
        return Modifier.isFinal(type.getModifiers());
    }

    /**
     * A member that is not there.
     *
     * @param type the type that does not have it
     * @param name its name
     * @param isMethod whether it is a method
     */
    record Missing(Class<?> type, String name, boolean isMethod) {

        @Override
        public String toString() {
            return "%s has no %s '%s'".formatted(this.type.getTypeName(), this.isMethod ? "method" : "property",
                    this.name);
        }

    }

}
