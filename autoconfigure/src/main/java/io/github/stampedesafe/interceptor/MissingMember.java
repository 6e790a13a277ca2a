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

import java.lang.reflect.Modifier;

import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;

/**
 * A property or method that an expression uses, and that its type does not have.
 *
 * @param type the type
 * @param name name of the member
 * @param isMethod whether it is a method
 * @param isCertain whether no subclass may have it
 */
record MissingMember(Class<?> type, String name, boolean isMethod, boolean isCertain) {

    /**
     * Returns a member that is not there.
     * @param isExact whether values are of the type itself, and of no subclass
     */
    static MissingMember of(Class<?> type, SpelNode member, boolean isExact) {
        return new MissingMember(type, name(member), member instanceof MethodReference,
                isExact || Modifier.isFinal(type.getModifiers()));
    }

    /** Returns the name of a member, empty if the node is none. */
    static String name(SpelNode node) {
        return (node instanceof MethodReference method) ? method.getName()
                : (node instanceof PropertyOrFieldReference property) ? property.getName() : "";
    }

    @Override
    public String toString() {
        return "%s has no %s '%s'".formatted(this.type.getTypeName(), this.isMethod ? "method" : "property", this.name);
    }

}
