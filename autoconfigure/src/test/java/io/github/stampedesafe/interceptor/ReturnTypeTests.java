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

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ReturnTypeTests {

    interface Repository<K, T> {

        T one();

        Optional<T> maybe();

        List<T> list();

        Map<K, List<? extends T>> map();

        T[] array();

        List<T>[] lists();

        <S extends Comparable<S>> S own();

        <S extends T> List<S> ownList();

        int primitive();

        int[] primitives();

        Optional<?> anything();

        @SuppressWarnings("rawtypes")
        Optional raw();

        Map.Entry<K, T> nested();

    }

    interface Names extends Repository<Long, String> {

    }

    interface Groups<G> extends Repository<Integer, List<G>> {

    }

    interface NameGroups extends Groups<String> {

    }

    interface Maybes extends Repository<Integer, Optional<String>> {

    }

    private static Stream<Arguments> types() {
        return Stream.of(arguments(Names.class, "one", "java.lang.String"),
                arguments(Names.class, "maybe", "Optional of java.lang.String"),
                arguments(Names.class, "list", "java.util.List<java.lang.String>"),
                arguments(Names.class, "map", "java.util.Map<java.lang.Long, java.util.List<java.lang.String>>"),
                arguments(Names.class, "array", "java.lang.String[]"),
                arguments(Names.class, "lists", "java.util.List<java.lang.String>[]"),
                arguments(Names.class, "own", "java.lang.Comparable"),
                arguments(Names.class, "ownList", "java.util.List<java.lang.Object>"),
                arguments(Names.class, "primitive", "java.lang.Integer"), arguments(Names.class, "primitives", "int[]"),
                arguments(Names.class, "anything", "Optional of java.lang.Object"),
                arguments(Names.class, "raw", "Optional of java.lang.Object"),
                arguments(Names.class, "nested", "java.util.Map$Entry<java.lang.Long, java.lang.String>"),
                arguments(NameGroups.class, "one", "java.util.List<java.lang.String>"),
                arguments(NameGroups.class, "maybe", "Optional of java.util.List<java.lang.String>"),
                arguments(NameGroups.class, "array", "java.util.List<java.lang.String>[]"),
                arguments(Maybes.class, "one", "Optional of java.lang.String"),
                arguments(Repository.class, "one", "java.lang.Object"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void typeIsExactAsFarAsTheClassKnowsIt(Class<?> target, String name, String expected) {
        ReturnType type = ReturnType.of(method(target, name), target);
        assertThat((type.optional() ? "Optional of " : "") + type.stored().getTypeName()).isEqualTo(expected);
    }

    @Test
    void arrayOfAGenericTypeIsOne() {
        Type type = ReturnType.of(method(Names.class, "lists"), Names.class).stored();
        assertThat(type).isInstanceOfSatisfying(GenericArrayType.class,
                (array) -> assertThat(array.getGenericComponentType()).hasToString("java.util.List<java.lang.String>"));
    }

    private static Method method(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
            .filter((method) -> method.getName().equals(name))
            .findFirst()
            .orElseThrow();
    }

}
