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
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanNotOfRequiredTypeException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.standard.SpelExpression;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.key.KeyText;

/** Makes selectors, conditions and versions from the attributes on one method. */
final class AttributeReader {

    private static final KeySource ALL_ARGUMENTS = (call) -> KeyText.ofArguments(call.arguments());

    private final String element;

    private final BeanFactory beans;

    private final Expressions expressions;

    private final ExpressionScope scope;

    private final KeysReader several;

    AttributeReader(MethodAnnotations annotations, BeanFactory beans) {
        this.element = annotations.describe();
        this.beans = beans;
        this.expressions = annotations.expressions();
        this.scope = new ExpressionScope(annotations.method(), beans);
        this.several = new KeysReader(this.element, this.expressions, this.scope);
    }

    EntrySelector selector(OperationAttributes attributes) {
        Origins origins = new Origins(this.element, keyOrigin(attributes), origin("condition", attributes.condition()));
        return new EntrySelector(attributes.cacheName(),
                condition("condition", attributes.condition(), attributes, Condition.ALWAYS),
                attributes.isOfSeveral() ? source(attributes) : named(source(attributes), attributes),
                positions(attributes), origins);
    }

    Condition unless(OperationAttributes attributes) {
        return condition("unless", attributes.unless(), attributes, Condition.NEVER);
    }

    /**
     * Returns what tells the version. An expression that uses the result is not evaluated
     * if that is {@code null}.
     */
    VersionSource version(String text, String cache) {
        if (text.isEmpty()) {
            return VersionSource.NONE;
        }
        Expression expression = this.expressions.parse("version", text);
        boolean ofResult = Expressions.usesResult(expression);
        return (call) -> {
            boolean unknown = ofResult && call.result() != null && call.result().value() == null;
            return unknown ? null : this.scope.evaluate(expression, call, cache, Long.class);
        };
    }

    /**
     * Returns what groups loads.
     * @param text the expression, which may be empty
     * @param cache name of the cache
     */
    KeySource fairness(String text, String cache) {
        if (text.isEmpty()) {
            return KeySource.ONE_GROUP;
        }
        Function<Call, @Nullable Object> value = value("fairnessKey", text, cache);
        return (call) -> {
            Object group = value.apply(call);
            return (group != null) ? KeyText.of(group) : "";
        };
    }

    /** Whether an evict depends on the result of the method. */
    boolean usesResult(StampedeSafeCacheEvict evict) {
        return Stream.of(evict.key(), evict.keys(), evict.condition(), evict.version())
            .anyMatch(this.expressions::usesResult);
    }

    private Condition condition(String attribute, String text, OperationAttributes attributes, Condition byDefault) {
        if (text.isEmpty()) {
            return byDefault;
        }
        Expression expression = this.expressions.parse(attribute, text);
        String cache = attributes.cacheName();
        return (call) -> Boolean.TRUE.equals(this.scope.evaluate(expression, call, cache, Boolean.class));
    }

    private String keyOrigin(OperationAttributes attributes) {
        String generator = attributes.keyGenerator();
        if (attributes.isOfSeveral()) {
            return origin("keys", attributes.keys());
        }
        return generator.isEmpty() ? origin("key", attributes.key()) : "'%s'".formatted(generator);
    }

    private String origin(String attribute, String text) {
        return text.isEmpty() ? "" : Expressions.origins(this.expressions.parse(attribute, text));
    }

    /** Returns what makes the keys of an annotation that is about several. */
    KeysReader several() {
        return this.several;
    }

    private KeySource source(OperationAttributes attributes) {
        if (attributes.isOfSeveral()) {
            // Of a call with one id, as a refresh makes it.
            IdsSource ids = this.several.ids(attributes);
            return (call) -> ids.ids(call).keys().get(0).text();
        }
        if (!attributes.keyGenerator().isEmpty()) {
            return generated(attributes.keyGenerator());
        }
        String text = attributes.key();
        if (text.isEmpty()) {
            return ALL_ARGUMENTS;
        }
        Function<Call, @Nullable Object> value = value("key", text, attributes.cacheName());
        String origin = "'key' is '%s'".formatted(text);
        return (call) -> KeyText.of(KeysReader.notNull(value.apply(call), origin));
    }

    private Function<Call, @Nullable Object> value(String attribute, String text, String cache) {
        SpelExpression expression = this.expressions.parse(attribute, text);
        ShortCut shortCut = ShortCut.of(expression, this.expressions);
        return (call) -> {
            Object value = shortCut.value(call);
            return ShortCut.isKnown(value) ? value : this.scope.evaluate(expression, call, cache, Object.class);
        };
    }

    /**
     * Returns the positions of the arguments that the key consists of, {@code null} if it
     * is made of anything else.
     */
    private @Nullable List<Integer> positions(OperationAttributes attributes) {
        if (attributes.isOfSeveral() || !attributes.keyGenerator().isEmpty()) {
            return null;
        }
        String text = attributes.key();
        return text.isEmpty() ? this.expressions.positions() : this.expressions.positions(text);
    }

    private KeySource named(KeySource source, OperationAttributes attributes) {
        String origin = "'key' is '%s'".formatted(attributes.key());
        return (call) -> this.several.named(attributes, origin, () -> source.text(call));
    }

    private KeySource generated(String name) {
        KeyGenerator generator = generator(name);
        String origin = "'keyGenerator' is '%s'".formatted(name);
        return (call) -> SpringKeys
            .text(KeysReader.notNull(generator.generate(call.target(), call.method(), call.parameters()), origin));
    }

    private KeyGenerator generator(String name) {
        try {
            return this.beans.getBean(name, KeyGenerator.class);
        }
        catch (NoSuchBeanDefinitionException | BeanNotOfRequiredTypeException ex) {
            throw new InvalidSettingException(
                    "'keyGenerator' must be the name of a KeyGenerator bean but is '%s' on %s.".formatted(name,
                            this.element),
                    "Write the name of a bean of type 'org.springframework.cache.interceptor.KeyGenerator', "
                            + "or leave it out to use the arguments.");
        }
    }

}
