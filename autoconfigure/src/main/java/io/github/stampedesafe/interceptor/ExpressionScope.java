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
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.expression.spel.support.StandardTypeLocator;

/**
 * Evaluates expressions on one method. What SpEL finds out about classes is kept from one
 * call to the next.
 */
final class ExpressionScope {

    private final Method method;

    private final StandardEvaluationContext shared = new StandardEvaluationContext();

    ExpressionScope(Method method, BeanFactory beans) {
        this.method = method;
        this.shared.setBeanResolver(new BeanFactoryResolver(beans));
        this.shared.setTypeLocator(new StandardTypeLocator(classLoader(method, beans)));
    }

    /** The loader of the thread that comes first may not know the application. */
    private static @Nullable ClassLoader classLoader(Method method, BeanFactory beans) {
        ClassLoader application = (beans instanceof ConfigurableBeanFactory configurable)
                ? configurable.getBeanClassLoader() : null;
        return (application != null) ? application : method.getDeclaringClass().getClassLoader();
    }

    /** Returns what the expression gives for a call. */
    <T> @Nullable T evaluate(Expression expression, Call call, String cache, Class<T> type) {
        return evaluate(expression, call, new CallRoot(call, cache), type);
    }

    /**
     * Returns what the expression gives for a call that has returned, if what it returned
     * is the root.
     */
    @Nullable Object evaluateOnResult(Expression expression, Call call) {
        Call.Result result = Objects.requireNonNull(call.result());
        return evaluate(expression, call, result.value(), Object.class);
    }

    private <T> @Nullable T evaluate(Expression expression, Call call, @Nullable Object root, Class<T> type) {
        MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(root, this.method, call.parameters(),
                Expressions.PARAMETER_NAMES);
        this.shared.applyDelegatesTo(context);
        Call.Result result = call.result();
        if (result != null) {
            context.setVariable("result", result.value());
        }
        return expression.getValue(context, type);
    }

}
