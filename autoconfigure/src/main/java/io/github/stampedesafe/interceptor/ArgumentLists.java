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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.support.StandardEvaluationContext;

import io.github.stampedesafe.InvalidSettingException;

/** The arguments with which a method is called by its schedule. */
final class ArgumentLists {

    private static final String SUCH_AS = "Write an expression such as '@countries.busiest()' or '{'DE', 'FR'}'.";

    private final String element;

    private final Method method;

    private final Callable<? extends @Nullable Object> source;

    private ArgumentLists(String element, Method method, Callable<? extends @Nullable Object> source) {
        this.element = element;
        this.method = method;
        this.source = source;
    }

    /**
     * Reads what gives the arguments.
     * @param annotations the annotations of the method
     * @param text the expression, the name of a bean, or nothing
     * @param bean the root of the expression
     * @throws InvalidSettingException if it cannot work
     */
    static ArgumentLists of(MethodAnnotations annotations, String text, Object bean, BeanFactory beans) {
        String element = annotations.describe();
        Method method = annotations.method();
        if (text.isEmpty()) {
            return new ArgumentLists(element, method, () -> Collections.singletonList(new Object[0]));
        }
        if (beans.containsBean(text)) {
            if (!beans.isTypeMatch(text, Supplier.class) && !beans.isTypeMatch(text, Callable.class)) {
                throw new InvalidSettingException(
                        "'arguments' must be an expression or the name of a Supplier or Callable bean but is '%s' on %s."
                            .formatted(text, element),
                        "Write the name of such a bean, or an expression such as '@%s.busiest()'.".formatted(text));
            }
            return new ArgumentLists(element, method, () -> called(beans.getBean(text)));
        }
        Expression expression = annotations.expressions().parse("arguments", text, SUCH_AS);
        if (Expressions.usesVariables(expression)) {
            throw new InvalidSettingException(
                    "'arguments' is '%s' on %s, but there is no call whose parameters it could use.".formatted(text,
                            element),
                    SUCH_AS);
        }
        StandardEvaluationContext context = new StandardEvaluationContext(bean);
        context.setBeanResolver(new BeanFactoryResolver(beans));
        return new ArgumentLists(element, method, () -> called(expression.getValue(context)));
    }

    /** Evaluates the argument lists anew. */
    List<@Nullable Object[]> evaluate() throws Exception {
        Object value = this.source.call();
        List<@Nullable Object[]> lists = new ArrayList<>();
        for (Object element : elements(value)) {
            lists.add(arguments(element));
        }
        return lists;
    }

    private List<? extends @Nullable Object> elements(@Nullable Object value) {
        if (value instanceof BaseStream<?, ?> stream) {
            List<@Nullable Object> list = new ArrayList<>();
            try (stream) {
                stream.iterator().forEachRemaining(list::add);
            }
            return list;
        }
        List<@Nullable Object> elements = (value instanceof Map) ? null : Elements.of(value);
        if (elements == null) {
            throw new IllegalArgumentException(
                    "'arguments' on %s gave %s, and not a collection, array or stream of arguments."
                        .formatted(this.element, (value != null) ? value.getClass().getName() : "null"));
        }
        return elements;
    }

    private @Nullable Object[] arguments(@Nullable Object element) {
        int parameters = SuspendFunctions.parameterCount(this.method);
        boolean single = parameters == 1 && !(element instanceof Object[])
                && (!(element instanceof List<?>) || this.method.getParameterTypes()[0].isInstance(element));
        @Nullable Object[] given = (element instanceof List<?> list && !single) ? list.toArray()
                : (element instanceof Object[] array) ? array : new Object[] { element };
        if (given.length != parameters) {
            throw new IllegalArgumentException("'arguments' on %s gave %d for %d parameters: %s."
                .formatted(this.element, given.length, parameters, Arrays.toString(given)));
        }
        @Nullable Object[] converted = new Object[parameters];
        for (int i = 0; i < parameters; i++) {
            TypeDescriptor type = new TypeDescriptor(new MethodParameter(this.method, i));
            converted[i] = DefaultConversionService.getSharedInstance()
                .convert(given[i], TypeDescriptor.forObject(given[i]), type);
        }
        return converted;
    }

    private static @Nullable Object called(@Nullable Object value) throws Exception {
        if (value instanceof Supplier<?> supplier) {
            return supplier.get();
        }
        return (value instanceof Callable<?> callable) ? callable.call() : value;
    }

}
