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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.Operator;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

import io.github.stampedesafe.InvalidSettingException;

/**
 * Reads the SpEL expressions on one method, and refuses what would only fail, or silently
 * be {@code null}, when the method is called.
 */
final class Expressions {

    static final ParameterNameDiscoverer PARAMETER_NAMES = new DefaultParameterNameDiscoverer();

    private final Method method;

    private final Class<?> targetClass;

    private final Map<String, SpelExpression> parsed = new ConcurrentHashMap<>();

    private volatile @Nullable Parameters parameters;

    /**
     * Creates a reader. Does nothing before the first expression, because most methods
     * have none.
     * @param method the method the expressions are on
     * @param targetClass the class of the bean
     */
    Expressions(Method method, Class<?> targetClass) {
        this.method = method;
        this.targetClass = targetClass;
    }

    /**
     * Checks an expression, unless it is empty.
     * @param attribute the attribute it stands in
     * @param text the expression
     * @param afterwards whether it is evaluated after the method has returned
     * @throws InvalidSettingException if it cannot work
     */
    void check(String attribute, String text, boolean afterwards) {
        if (text.isEmpty()) {
            return;
        }
        SpelNode tree = parse(attribute, text).getAST();
        nodes(tree).filter(VariableReference.class::isInstance)
            .map((node) -> node.toStringAST().substring(1))
            .filter((variable) -> !isKnown(variable, afterwards))
            .findFirst()
            .ifPresent((variable) -> {
                throw unknown(attribute, text, variable);
            });
        leading(tree).filter(PropertyOrFieldReference.class::isInstance)
            .map((node) -> ((PropertyOrFieldReference) node).getName())
            .filter((name) -> !CallRoot.PROPERTIES.contains(name))
            .findFirst()
            .ifPresent((name) -> {
                throw new InvalidSettingException("'%s' is '%s' on %s, but '%s' is no property of '#root'."
                    .formatted(attribute, text, element(), name),
                        "Write '#%s' for a parameter, and put a text in single quotes.".formatted(name));
            });
    }

    /**
     * Returns a parsed expression.
     * @throws InvalidSettingException if it is none
     */
    SpelExpression parse(String attribute, String text) {
        return parse(attribute, text, "Write an expression such as '#country', with texts in single quotes.");
    }

    /**
     * Returns a parsed expression. A text is parsed once, in however many attributes it
     * stands and however many rules look at it.
     * @param remedy what to write instead
     * @throws InvalidSettingException if it is none
     */
    SpelExpression parse(String attribute, String text, String remedy) {
        try {
            return this.parsed.computeIfAbsent(text, this::parsed);
        }
        catch (ParseException | IllegalArgumentException | IllegalStateException ex) {
            String reason = (ex instanceof ParseException syntax) ? syntax.getSimpleMessage() : ex.getMessage();
            throw new InvalidSettingException("'%s' must be a SpEL expression but is '%s' on %s (%s)."
                .formatted(attribute, text, element(), reason), remedy);
        }
    }

    /**
     * SpEL, where it is told to compile, does so with the class loader of the method, not
     * with that of the thread that comes first.
     */
    private SpelExpression parsed(String text) {
        return new SpelExpressionParser(
                new SpelParserConfiguration(null, this.method.getDeclaringClass().getClassLoader()))
            .parseRaw(text);
    }

    /**
     * Returns the position of the parameter that an expression consists of, -1 if it is
     * any other expression.
     */
    int parameter(String text) {
        boolean variable = text.startsWith("#") && !text.equals("#root") && !text.equals("#result");
        return variable ? parameters().positions().getOrDefault(text.substring(1), -1) : -1;
    }

    /** Returns the positions of all parameters. */
    List<Integer> positions() {
        return IntStream.range(0, SuspendFunctions.parameterCount(this.method)).boxed().toList();
    }

    /**
     * Returns the positions of the parameters that an expression consists of, apart from
     * literals, sums and lists; {@code null} if of anything else, which may change while
     * the arguments stay the same.
     */
    @Nullable List<Integer> positions(String text) {
        List<SpelNode> nodes = nodes(parse("key", text).getAST()).toList();
        boolean isOfArguments = nodes.stream()
            .allMatch((node) -> node instanceof Literal || node instanceof OpPlus || node instanceof InlineList
                    || parameter(node.toStringAST()) >= 0);
        return isOfArguments ? nodes.stream()
            .filter(VariableReference.class::isInstance)
            .map((node) -> parameter(node.toStringAST()))
            .distinct()
            .toList() : null;
    }

    /**
     * Returns the variable that an expression is a projection of, such as {@code #ids} of
     * {@code #ids.![name]}, {@code null} if it is any other expression.
     */
    @Nullable String projected(String text) {
        SpelNode tree = parse("keys", text).getAST();
        boolean isProjection = tree instanceof CompoundExpression && tree.getChildCount() == 2
                && tree.getChild(0) instanceof VariableReference && tree.getChild(1) instanceof Projection;
        return isProjection ? tree.getChild(0).toStringAST() : null;
    }

    /**
     * Whether an expression uses {@code #result}.
     * @param text the expression, which may be empty
     */
    boolean usesResult(String text) {
        return !text.isEmpty() && usesResult(parse("key", text));
    }

    /** Whether an expression uses {@code #result}. */
    static boolean usesResult(Expression expression) {
        return nodes(((SpelExpression) expression).getAST())
            .anyMatch((node) -> node instanceof VariableReference && node.toStringAST().equals("#result"));
    }

    /** Whether an expression uses parameters, or other variables. */
    static boolean usesVariables(Expression expression) {
        return nodes(((SpelExpression) expression).getAST()).filter(VariableReference.class::isInstance)
            .map(SpelNode::toStringAST)
            .anyMatch((variable) -> !variable.equals("#root") && !variable.equals("#this"));
    }

    /**
     * Returns what an expression reads besides arguments, such as {@code '@tenants'};
     * empty if nothing is known of.
     */
    static String origins(Expression expression) {
        return nodes(((SpelExpression) expression).getAST()).filter(Expressions::isOrigin)
            .map((node) -> "'%s'".formatted(node.toStringAST()))
            .distinct()
            .collect(Collectors.joining(" and "));
    }

    private static boolean isOrigin(SpelNode node) {
        return node instanceof BeanReference || node instanceof TypeReference || node instanceof ConstructorReference
                || (node instanceof PropertyOrFieldReference property && property.getName().equals("target"));
    }

    private boolean isKnown(String variable, boolean afterwards) {
        return parameters().positions().containsKey(variable) || variable.equals("root") || variable.equals("this")
                || (afterwards && variable.equals("result"));
    }

    private InvalidSettingException unknown(String attribute, String text, String variable) {
        if (variable.equals("result")) {
            return new InvalidSettingException("'%s' is '%s' on %s, but is evaluated before there is a '#result'."
                .formatted(attribute, text, element()), "Use the parameters instead.");
        }
        String problem = "'%s' is '%s' on %s, but '#%s' is unknown.".formatted(attribute, text, element(), variable);
        String named = parameters().names().stream().map((name) -> ", '#" + name + "'").collect(Collectors.joining());
        return new InvalidSettingException(problem, (!named.isEmpty() || parameters().positions().isEmpty())
                ? "Use one of '#root'%s.".formatted(named)
                : "Use '#root' or a position such as '#p0', or compile the class with '-parameters' to use names.");
    }

    private String element() {
        return MethodAnnotations.describe(this.method, this.targetClass);
    }

    private Parameters parameters() {
        Parameters known = this.parameters;
        if (known == null) {
            known = Parameters.of(this.method);
            this.parameters = known;
        }
        return known;
    }

    static Stream<SpelNode> nodes(SpelNode node) {
        return Stream.concat(Stream.of(node), children(node).flatMap(Expressions::nodes));
    }

    /** Returns the nodes that are evaluated against {@code #root}. */
    private static Stream<SpelNode> leading(SpelNode node) {
        if (node instanceof CompoundExpression) {
            return leading(node.getChild(0));
        }
        return (node instanceof Operator) ? children(node).flatMap(Expressions::leading) : Stream.of(node);
    }

    static Stream<SpelNode> children(SpelNode node) {
        return IntStream.range(0, node.getChildCount()).mapToObj(node::getChild);
    }

    /**
     * What a method calls its parameters.
     *
     * @param names their names, none if the class was compiled without
     * @param positions their positions by each name they have in expressions
     */
    private record Parameters(List<String> names, Map<String, Integer> positions) {

        static Parameters of(Method method) {
            @Nullable String @Nullable [] known = PARAMETER_NAMES.getParameterNames(method);
            int count = SuspendFunctions.parameterCount(method);
            List<String> all = (known != null) ? Arrays.asList(known) : List.of();
            List<String> names = all.subList(0, Math.min(all.size(), count));
            Map<String, Integer> positions = new HashMap<>();
            IntStream.range(0, names.size()).forEach((i) -> positions.put(names.get(i), i));
            for (int i = 0; i < count; i++) {
                positions.put("p" + i, i);
                positions.put("a" + i, i);
            }
            return new Parameters(names, positions);
        }

    }

}
