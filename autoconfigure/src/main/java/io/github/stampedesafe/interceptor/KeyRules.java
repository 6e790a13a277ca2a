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

import java.lang.reflect.Type;
import java.util.List;

import org.springframework.core.ResolvableType;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.key.DeclaredKeyTypes;

/**
 * What the declared types of a method say of its keys and other expressions. Only what
 * can never work is refused; what a subclass could make work is warned of.
 */
final class KeyRules {

    private static final String REMEDY = "Write a 'key' such as '#order.id', or use a record.";

    private final MethodAnnotations annotations;

    private final String element;

    private final ExpressionTypes types;

    private final StartWarnings warnings;

    KeyRules(MethodAnnotations annotations, StartWarnings warnings) {
        this.annotations = annotations;
        this.element = annotations.describe();
        this.types = new ExpressionTypes(annotations);
        this.warnings = warnings;
    }

    /**
     * Checks the properties and methods that an expression uses, unless it is empty.
     * @param attribute the attribute it stands in
     * @param text the expression, which can be parsed
     * @throws InvalidSettingException if one does not exist
     */
    void membersExist(String attribute, String text) {
        membersExist(attribute, text, this.types);
    }

    /**
     * Checks the same of an expression on what is stored: each of several values, or the
     * result.
     */
    void membersOfValuesExist(String attribute, String text, OperationAttributes attributes) {
        membersExist(attribute, text,
                attributes.isOfSeveral()
                        ? ExpressionTypes.withResult(this.annotations, StoredValue.type(this.annotations, attributes))
                        : this.types);
    }

    private void membersExist(String attribute, String text, ExpressionTypes types) {
        MissingMember missing = text.isEmpty() ? null : types.missing(text);
        if (missing != null && missing.isCertain()) {
            throw new InvalidSettingException(
                    "'%s' is '%s' on %s, but %s.".formatted(attribute, text, this.element, missing),
                    "Write one that it has.");
        }
        if (missing != null) {
            this.warnings.warn("'%s' is '%s' on %s, but %s: calls fail unless it is of a subclass that has one."
                .formatted(attribute, text, this.element, missing));
        }
    }

    /**
     * Checks that keys can be made.
     * @throws InvalidSettingException if no key can
     */
    void keysCanBeMade(OperationAttributes attributes) {
        String attribute = attributes.isOfSeveral() ? "keys" : "key";
        String made = attributes.isOfArguments() ? "The key of %s is made of all its arguments".formatted(this.element)
                : "'%s' is '%s' on %s".formatted(attribute,
                        attributes.isOfSeveral() ? attributes.keys() : attributes.key(), this.element);
        List<Type> parts = KeyShape.of(this.annotations, attributes).parts();
        for (Type part : (parts != null) ? parts : List.<Type>of()) {
            Class<?> never = DeclaredKeyTypes.unsupported(part, false);
            if (never != null) {
                throw new InvalidSettingException(
                        made + ", but no key can be made of a %s.".formatted(never.getTypeName()), REMEDY);
            }
            Class<?> unlikely = DeclaredKeyTypes.unsupported(part, true);
            if (unlikely != null) {
                this.warnings.warn((made + ", but a key can be made of a %s only if it is a record, an enum or a "
                        + "collection: other calls fail. %s")
                    .formatted(unlikely.getTypeName(), REMEDY));
            }
        }
    }

    /**
     * Checks that groups of loads can be told apart.
     * @throws InvalidSettingException if they never can
     */
    void groupsCanBeMade(String fairnessKey) {
        ResolvableType type = fairnessKey.isEmpty() ? null : this.types.typeOf(fairnessKey);
        Class<?> never = (type != null)
                ? DeclaredKeyTypes.unsupported(ExactType.of(type.getType(), this.annotations.targetClass()), false)
                : null;
        if (never != null) {
            throw new InvalidSettingException("'fairnessKey' is '%s' on %s, but no key can be made of a %s."
                .formatted(fairnessKey, this.element, never.getTypeName()), "Write one such as '#tenant.id'.");
        }
    }

}
