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
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.util.ClassUtils;

/**
 * What is known of the types in an expression before there is a call: those of the
 * parameters, and of the properties and methods that begin with one.
 */
final class ExpressionTypes {

    private final MethodAnnotations annotations;

    private final Expressions expressions;

    private final Known known;

    private ExpressionTypes(MethodAnnotations annotations, Known known) {
        this.annotations = annotations;
        this.expressions = annotations.expressions();
        this.known = known;
    }

    /** Creates types of expressions on a call. */
    ExpressionTypes(MethodAnnotations annotations) {
        this(annotations, new Known(null, null, result(annotations)));
    }

    /** Returns types of expressions on a call, whose result is one of several values. */
    static ExpressionTypes withResult(MethodAnnotations annotations, Type value) {
        return new ExpressionTypes(annotations, new Known(null, null, ResolvableType.forType(value)));
    }

    /** Returns types of expressions on a value, which is root and result. */
    static ExpressionTypes ofValue(MethodAnnotations annotations, Type value) {
        ResolvableType type = ResolvableType.forType(value);
        return new ExpressionTypes(annotations, new Known(type, type, type));
    }

    /**
     * Returns the type of {@code #result}, {@code null} if there is none. Several
     * elements that come later are collected into a list that we make.
     */
    private static @Nullable ResolvableType result(MethodAnnotations annotations) {
        Type stored = ReturnType.ofValue(annotations.method(), annotations.targetClass()).stored();
        if (stored == void.class || stored == Void.class) {
            return null;
        }
        ResolvableType type = ResolvableType.forType(stored);
        return isCollected(annotations) ? ResolvableType.forClassWithGenerics(ArrayList.class, type.getGenerics())
                : type;
    }

    private static boolean isCollected(MethodAnnotations annotations) {
        AsyncResult result = AsyncResult.of(annotations.method(), annotations.targetClass());
        return result != null && result.isSeveral();
    }

    /** Returns the type of an expression, {@code null} if it is not known. */
    @Nullable ResolvableType typeOf(String text) {
        return typeOf(this.expressions.parse("key", text).getAST());
    }

    /**
     * Returns the first property or method that its type does not have, {@code null} if
     * there is none: one of a type that has no subclasses, which might have it, before
     * any other.
     */
    @Nullable MissingMember missing(String text) {
        return missing(this.expressions.parse("key", text).getAST())
            .min(Comparator.comparing((missing) -> !missing.isCertain()))
            .orElse(null);
    }

    /** Returns a property or method that the root of an expression does not have. */
    @Nullable MissingMember missingOfRoot(String attribute, String text) {
        return missingOfSubject(this.expressions.parse(attribute, text).getAST()).filter(MissingMember::isCertain)
            .findFirst()
            .orElse(null);
    }

    private Stream<MissingMember> missing(SpelNode node) {
        if (node instanceof Projection || node instanceof Selection) {
            return Stream.empty(); // is about elements, see missingOfChain
        }
        Stream<MissingMember> own = (node instanceof CompoundExpression) ? missingOfChain(node) : Stream.empty();
        return Stream.concat(own, Expressions.children(node).flatMap(this::missing));
    }

    private Stream<MissingMember> missingOfChain(SpelNode chain) {
        ResolvableType type = typeOf(chain.getChild(0));
        for (int i = 1; i < chain.getChildCount() && type != null; i++) {
            SpelNode member = chain.getChild(i);
            if (member instanceof Projection || member instanceof Selection) {
                ResolvableType element = type.isArray() ? type.getComponentType()
                        : type.as(Iterable.class).getGeneric();
                return new ExpressionTypes(this.annotations, this.known.on(element))
                    .missingOfSubject(member.getChild(0));
            }
            ResolvableType owner = type;
            type = member(owner, member);
            if (type == null && !mayHave(owner, member)) {
                boolean isOurs = i == 1 && isOurList(chain.getChild(0), owner);
                return Stream.of(MissingMember.of(owner(owner), member, isOurs));
            }
        }
        return Stream.empty();
    }

    /** Whether a node is the list that elements are collected into. */
    private boolean isOurList(SpelNode node, ResolvableType type) {
        return node.toStringAST().equals("#result") && isCollected(this.annotations)
                && type.equals(result(this.annotations));
    }

    private Stream<MissingMember> missingOfSubject(SpelNode node) {
        ResolvableType subject = this.known.subject();
        SpelNode first = (node instanceof CompoundExpression) ? node.getChild(0) : node;
        Stream<MissingMember> own = (subject == null || mayHave(subject, first)) ? Stream.empty()
                : Stream.of(MissingMember.of(owner(subject), first, false));
        return Stream.concat(own, missing(node));
    }

    private @Nullable ResolvableType typeOf(SpelNode node) {
        if (node instanceof VariableReference) {
            return variable(node.toStringAST());
        }
        if (node instanceof PropertyOrFieldReference || node instanceof MethodReference) {
            return (this.known.subject() != null) ? member(this.known.subject(), node) : null;
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
        Object value = (node instanceof Literal literal) ? literal.getLiteralValue().getValue() : null;
        return (value != null) ? ResolvableType.forClass(value.getClass()) : null;
    }

    private @Nullable ResolvableType variable(String name) {
        return switch (name) {
            case "#root" -> this.known.root();
            case "#this" -> this.known.subject();
            case "#result" -> this.known.result();
            default -> parameter(this.expressions.parameter(name));
        };
    }

    private @Nullable ResolvableType parameter(int position) {
        return (position < 0) ? null : ResolvableType.forType(ExactType
            .of(this.annotations.method().getGenericParameterTypes()[position], this.annotations.targetClass()));
    }

    private static boolean isText(@Nullable ResolvableType type) {
        return type != null && type.toClass() == String.class;
    }

    /** Returns the type of a member, {@code null} if it is not known. */
    private static @Nullable ResolvableType member(ResolvableType owner, SpelNode member) {
        List<Method> methods = methods(owner(owner), member);
        if (methods.isEmpty() && member instanceof PropertyOrFieldReference) {
            return fields(owner(owner), MissingMember.name(member)).stream()
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

    /** Whether values of a type, or of a subclass that is no mistake, have a member. */
    private static boolean mayHave(ResolvableType type, SpelNode member) {
        Class<?> owner = owner(type);
        boolean isMember = member instanceof MethodReference || member instanceof PropertyOrFieldReference;
        return !isMember || !mustHave(owner) || !methods(owner, member).isEmpty()
                || !fields(owner, MissingMember.name(member)).isEmpty();
    }

    /** Returns the public methods that SpEL may call. */
    private static List<Method> methods(Class<?> owner, SpelNode member) {
        String name = MissingMember.name(member);
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

    /**
     * Whether a member that the type does not have is a mistake: what an interface does
     * not have its classes may, and SpEL looks through a few types.
     */
    private static boolean mustHave(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers()) && !type.isArray() && type != Object.class
                && type != Optional.class && type != Class.class;
    }

    /**
     * The types that are known in an expression, {@code null} for those that are not.
     *
     * @param root the type of {@code #root}
     * @param subject the type of {@code #this}, of which properties without an owner are
     * @param result the type of {@code #result}
     */
    private record Known(@Nullable ResolvableType root, @Nullable ResolvableType subject,
            @Nullable ResolvableType result) {

        /** Returns what is known where an expression is about elements. */
        Known on(ResolvableType element) {
            return new Known(this.root, (element.resolve() != null) ? element : null, this.result);
        }

    }

}
