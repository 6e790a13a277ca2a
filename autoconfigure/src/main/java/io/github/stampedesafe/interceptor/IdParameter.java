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

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.core.CollectionFactory;
import org.springframework.core.ResolvableType;

/**
 * The parameter that holds the ids of a call, and takes only those for which the method
 * is called.
 *
 * @param position its position
 * @param type its class: a collection or an array
 * @param element the exact type of its elements
 */
record IdParameter(int position, Class<?> type, ResolvableType element) {

    /**
     * Returns the parameter that an expression consists of, or is a projection of.
     * @return {@code null} if the expression is any other
     */
    static @Nullable IdParameter of(MethodAnnotations annotations, String keys) {
        Expressions expressions = annotations.expressions();
        String projected = expressions.projected(keys);
        int position = expressions.parameter((projected != null) ? projected : keys);
        if (position < 0) {
            return null;
        }
        Type exact = ExactType.of(annotations.method().getGenericParameterTypes()[position], annotations.targetClass());
        ResolvableType type = ResolvableType.forType(exact);
        ResolvableType element = type.isArray() ? type.getComponentType() : type.as(Iterable.class).getGeneric();
        return new IdParameter(position, type.toClass(), element);
    }

    /** Whether the parameter can hold several ids. */
    boolean holdsSeveral() {
        return this.type.isArray() || Iterable.class.isAssignableFrom(this.type);
    }

    /** Whether a part of the ids can be given to the method. */
    boolean canHoldPart() {
        try {
            return this.type.isArray() || this.type.isInstance(collection(null, 1));
        }
        catch (RuntimeException ex) {
            return false; // no collection that can be made by its class alone
        }
    }

    /** Returns the ids of a call, {@code null} if there are none. */
    @Nullable List<@Nullable Object> ids(Call call) {
        return Elements.of(call.arguments()[this.position]);
    }

    /**
     * Returns a call with only some of its ids.
     * @param ids the ids, each once
     */
    Call with(Call call, List<Object> ids) {
        return replaced(call, holding(call.arguments()[this.position], ids));
    }

    /**
     * Returns a call with another argument.
     * @param ids the argument, which need not be of the declared type for expressions
     */
    Call replaced(Call call, Object ids) {
        @Nullable Object[] arguments = call.arguments().clone();
        arguments[this.position] = ids;
        return call.with(arguments);
    }

    /** Returns arguments that hold the same ids, for a method that may change them. */
    @Nullable Object[] copy(@Nullable Object[] arguments) {
        @Nullable Object[] copy = arguments.clone();
        List<Object> ids = List.copyOf(Objects.requireNonNull(Elements.of(arguments[this.position])));
        copy[this.position] = holding(arguments[this.position], ids);
        return copy;
    }

    private Object holding(@Nullable Object original, List<Object> ids) {
        if (this.type.isArray()) {
            Object array = Array.newInstance(this.type.getComponentType(), ids.size());
            for (int i = 0; i < ids.size(); i++) {
                Array.set(array, i, ids.get(i));
            }
            return array;
        }
        Collection<Object> collection = collection(original, ids.size());
        collection.addAll(ids);
        return collection;
    }

    private Collection<Object> collection(@Nullable Object original, int size) {
        if (this.type.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>(size);
        }
        if (original instanceof SortedSet<?> sorted && this.type.isAssignableFrom(TreeSet.class)) {
            @SuppressWarnings("unchecked")
            Comparator<Object> comparator = (Comparator<Object>) sorted.comparator();
            return new TreeSet<>(comparator);
        }
        return CollectionFactory.createCollection(this.type, this.element.resolve(), size);
    }

}
