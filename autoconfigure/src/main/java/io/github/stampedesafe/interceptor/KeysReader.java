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

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.key.CacheKey;
import io.github.stampedesafe.key.KeyText;

/**
 * Makes what gives several keys from the attributes on one method, and tells what is
 * wrong with a key that cannot be made.
 */
final class KeysReader {

    private static final String REMEDY = "Write one that always gives a value, or add a 'condition' for the calls that have none.";

    private final String element;

    private final Expressions expressions;

    private final ExpressionScope scope;

    KeysReader(String element, Expressions expressions, ExpressionScope scope) {
        this.element = element;
        this.expressions = expressions;
        this.scope = scope;
    }

    /**
     * Returns what tells the ids of a call. The ids of a projection of a variable are the
     * elements of the variable; otherwise the keys are ids themselves.
     */
    IdsSource ids(OperationAttributes attributes) {
        String text = attributes.keys();
        String origin = "'keys' is '%s'".formatted(text);
        String cache = attributes.cacheName();
        String projected = this.expressions.projected(text);
        return new IdsSource() {

            @Override
            public Ids ids(Call call) {
                return named(attributes, origin, () -> {
                    List<Object> keys = elements(value(text, call, cache), origin);
                    List<Object> ids = (projected != null) ? elements(value(projected, call, cache), origin) : keys;
                    return new Ids(ids, keys.stream().map((key) -> new CacheKey(cache, KeyText.of(key))).toList());
                });
            }

            @Override
            public int position() {
                return KeysReader.this.expressions.parameter((projected != null) ? projected : text);
            }

        };
    }

    private @Nullable Object value(String text, Call call, String cache) {
        int parameter = this.expressions.parameter(text);
        return (parameter >= 0) ? call.arguments()[parameter]
                : this.scope.evaluate(this.expressions.parse("keys", text), call, cache, Object.class);
    }

    private static List<Object> elements(@Nullable Object value, String origin) {
        List<@Nullable Object> elements = Elements.of(value);
        if (elements == null) {
            throw new UnsupportedKeyException("%s and gave %s, which holds no keys. %s".formatted(origin,
                    (value != null) ? "a " + value.getClass().getName() : "null", REMEDY), null);
        }
        if (elements.contains(null)) {
            throw new UnsupportedKeyException("%s and gave null among others. Leave it out.".formatted(origin), null);
        }
        return List.copyOf(elements);
    }

    /** Returns what makes the key of a value, which is the result of the call. */
    KeySource keyOf(OperationAttributes attributes) {
        String text = attributes.keyOf();
        String origin = "'keyOf' is '%s'".formatted(text);
        Expression expression = this.expressions.parse("keyOf", text);
        return (call) -> named(attributes, origin,
                () -> KeyText.of(notNull(this.scope.evaluateOnResult(expression, call), origin)));
    }

    /**
     * Returns a key.
     * @param origin what gave it, such as {@code 'key' is '#id'}
     * @throws UnsupportedKeyException if it is {@code null}
     */
    static Object notNull(@Nullable Object key, String origin) {
        if (key == null) {
            throw new UnsupportedKeyException("%s and gave null. %s".formatted(origin, REMEDY), null);
        }
        return key;
    }

    /**
     * Returns keys, or names the method and the cache of what cannot be a key. What is
     * thrown by a method that a key is made with reaches the caller as it is.
     */
    <T> T named(OperationAttributes attributes, String origin, Supplier<T> keys) {
        try {
            return keys.get();
        }
        catch (UnsupportedKeyException ex) {
            throw noKey(attributes, ex.getMessage(), ex.getCause());
        }
        catch (EvaluationException ex) {
            throw noKey(attributes,
                    "%s, which cannot be evaluated (%s). Write another one.".formatted(origin, ex.getMessage()), ex);
        }
    }

    private UnsupportedKeyException noKey(OperationAttributes attributes, @Nullable String reason,
            @Nullable Throwable cause) {
        return new UnsupportedKeyException(
                "%s has no key in cache '%s': %s".formatted(this.element, attributes.cacheName(), reason), cause);
    }

}
