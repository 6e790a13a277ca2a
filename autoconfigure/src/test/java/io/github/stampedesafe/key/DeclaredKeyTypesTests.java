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

package io.github.stampedesafe.key;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the type of a key says before there is a key. */
class DeclaredKeyTypesTests {

    @ParameterizedTest
    @MethodSource
    void keysOfATypeAreOfOneKind(Class<?> type, @Nullable String kind) {
        assertThat(DeclaredKeyTypes.kind(type)).isEqualTo(kind);
    }

    static Stream<Arguments> keysOfATypeAreOfOneKind() {
        return Stream.of(arguments(int.class, "int"), arguments(Long.class, "int"), arguments(String.class, "string"),
                arguments(Colour.class, Colour.class.getName()), arguments(Order.class, Order.class.getName()),
                arguments(byte[].class, "byte[]"), arguments(long[].class, "int[]"), arguments(char[].class, "char[]"),
                arguments(String[].class, "array"), arguments(List.class, "list"), arguments(Set.class, "set"),
                arguments(Map.class, "map"), arguments(Optional.class, "optional"), arguments(Object.class, null),
                arguments(Thread.class, null));
    }

    @ParameterizedTest
    @MethodSource
    void thePartOfATypeOfWhichNoKeyCanBeMadeIsFound(String field, boolean orUnlikely, @Nullable Class<?> part)
            throws NoSuchFieldException {
        Type type = Types.class.getDeclaredField(field).getGenericType();
        assertThat(DeclaredKeyTypes.unsupported(type, orUnlikely)).isEqualTo(part);
    }

    static Stream<Arguments> thePartOfATypeOfWhichNoKeyCanBeMadeIsFound() {
        return Stream.of(arguments("order", true, null), arguments("chain", true, null), arguments("any", true, null),
                arguments("number", true, null), arguments("names", true, null), arguments("job", true, Thread.class),
                arguments("threads", true, Thread.class), arguments("lists", true, Thread.class),
                arguments("byName", true, Thread.class), arguments("matrix", true, Thread.class),
                arguments("closed", false, Thread.class), arguments("runnable", true, Runnable.class),
                arguments("runnable", false, null), arguments("holder", true, ThreadLocal.class),
                arguments("maybe", true, Thread.class), arguments("box", true, null));
    }

    private enum Colour {

        RED

    }

    private record Order(int id) {
    }

    private record Job(int id, Thread thread) {
    }

    private record Box<T>(T value) {
    }

    private record Chain(int id, @Nullable Chain next) {
    }

    private sealed interface Closed permits ById, ByThread {

    }

    private record ById(int id) implements Closed {
    }

    private record ByThread(Thread thread) implements Closed {
    }

    @SuppressWarnings("unused")
    private static final class Types {

        private Order order;

        private Chain chain;

        private Object any;

        private Number number;

        private List<String> names;

        private Job job;

        private Thread[] threads;

        private List<Thread>[] lists;

        private Map<String, Thread> byName;

        private List<Thread[][]> matrix;

        private Closed closed;

        private Runnable runnable;

        private ThreadLocal<String> holder;

        private Optional<Thread> maybe;

        private Box<Thread> box;

    }

}
