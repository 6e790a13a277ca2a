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

package io.github.stampedesafe.engine;

import java.math.BigDecimal;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.stampedesafe.engine.ComparedTypes.Animal;
import io.github.stampedesafe.engine.ComparedTypes.Child;
import io.github.stampedesafe.engine.ComparedTypes.Dated;
import io.github.stampedesafe.engine.ComparedTypes.Dog;
import io.github.stampedesafe.engine.ComparedTypes.Entity;
import io.github.stampedesafe.engine.ComparedTypes.Hiding;
import io.github.stampedesafe.engine.ComparedTypes.Open;
import io.github.stampedesafe.engine.ComparedTypes.Owned;
import io.github.stampedesafe.engine.ComparedTypes.Point;
import io.github.stampedesafe.engine.ComparedTypes.Remembering;
import io.github.stampedesafe.engine.ComparedTypes.Throwing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class ValueComparisonTests {

    static Stream<Arguments> alike() {
        Map<Object, Object> nulls = new LinkedHashMap<>();
        nulls.put(null, null);
        return Stream.of(arguments(List.of(1, 2), new ArrayList<>(List.of(1, 2))),
                arguments(new LinkedList<>(List.of("a")), new ArrayList<>(List.of("a"))),
                arguments(Collections.unmodifiableCollection(List.of(1)), new ArrayList<>(List.of(1))),
                arguments(Collections.nCopies(2_000, new Open(1)), Collections.nCopies(2_000, new Open(1))),
                arguments(Map.of(1, 2, 3, 4), new LinkedHashMap<>(new TreeMap<>(Map.of(3, 4, 1, 2)))),
                arguments(new HashSet<>(List.of(1, 2, 3)), new LinkedHashSet<>(List.of(3, 1, 2))),
                arguments(Set.of(1, 2, 3), new LinkedHashSet<>(List.of(2, 3, 1))),
                arguments(new ConcurrentHashMap<>(Map.of(1, 2)), new LinkedHashMap<>(Map.of(1, 2))),
                arguments(new EnumMap<>(Map.of(TimeUnit.DAYS, 1)), new LinkedHashMap<>(Map.of(TimeUnit.DAYS, 1))),
                arguments(new TreeSet<>(List.of(2, 1)), new TreeSet<>(List.of(1, 2))),
                arguments(sorted(Comparator.reverseOrder(), 1, 2), sorted(Comparator.reverseOrder(), 1, 2)),
                arguments(sorted(Comparator.naturalOrder(), 1, 2), new TreeSet<>(List.of(1, 2))),
                arguments(new TreeMap<>(Map.of(1, 2)), new LinkedHashMap<>(Map.of(1, 2))),
                arguments(nulls, new HashMap<>(nulls)),
                arguments(new ArrayDeque<>(List.of(1)), new LinkedList<>(List.of(1))),
                arguments(new int[][] { { 1 }, {} }, new int[][] { { 1 }, {} }),
                arguments(new double[] { Double.NaN, -0.0 }, new double[] { Double.NaN, -0.0 }),
                arguments(new Point(1, new byte[] { 1 }), new Point(1, new byte[] { 1 })),
                arguments(Optional.of(new Open(3)), Optional.of(new Open(3))),
                arguments(new SimpleEntry<>("a", new Open(1)), new SimpleEntry<>("a", new Open(1))),
                arguments(new SimpleEntry<>("a", 1), Map.entry("a", 1)),
                arguments(new AtomicLong(5), new AtomicLong(5)),
                arguments(new AtomicReference<>("a"), new AtomicReference<>("a")),
                arguments(new StringBuilder("a"), new StringBuilder("a")),
                arguments(Pattern.compile("a"), Pattern.compile("a")), arguments(new Object(), new Object()),
                arguments(new Remembering("a", 1), new Remembering("a", 0)),
                arguments(new Owned("o", 1), new Owned("o", 1)),
                arguments(new BigDecimal("1.10"), new BigDecimal("1.10")), arguments(null, null),
                arguments(failure("a", null, "m"), failure("a", null, "m")));
    }

    @ParameterizedTest
    @MethodSource("alike")
    void valueThatCameBackHasNoDifference(@Nullable Object loaded, @Nullable Object read) {
        assertThat(ValueComparison.between(loaded, read)).isNull();
    }

    static Stream<Arguments> different() {
        String dog = Dog.class.getName();
        String animal = Animal.class.getName();
        return Stream.of(arguments("a", null, "", "java.lang.String came back as null"),
                arguments(null, List.of(), "", "null came back as java.util.ImmutableCollections$ListN"),
                arguments("a", "b", "", "another java.lang.String came back"),
                arguments(5L, 5, "", "java.lang.Long came back as java.lang.Integer"),
                arguments(new BigDecimal("1.10"), new BigDecimal("1.1"), "", "another java.math.BigDecimal came back"),
                arguments(0.0, -0.0, "", "another java.lang.Double came back"),
                arguments(new float[] { 0f }, new float[] { -0f }, "", "another float[] came back"),
                arguments(new Dog("a"), new Animal("a"), "", dog + " came back as " + animal),
                arguments(List.of(new Animal("a"), new Dog("b")), List.of(new Animal("a"), new Animal("b")), "[1]",
                        dog + " came back as " + animal),
                arguments(Map.of("k", Optional.of(new Dog("b"))), Map.of("k", Optional.of(new Animal("b"))),
                        ".entry[0].value", dog + " came back as " + animal),
                arguments(new HashSet<>(List.of(new Dog("a"))), new HashSet<>(List.of(new Animal("a"))), "[0].key",
                        dog + " came back as " + animal),
                arguments(new Open(new Dog("a")), new Open(new Animal("a")), ".any", dog + " came back as " + animal),
                arguments(new Open(List.of(new Point(1, new byte[0]))),
                        new Open(List.of(new Point(1, new byte[] { 1 }))), ".any[0].bytes", "another byte[] came back"),
                arguments(new Entity(1, "a"), new Entity(1, null), ".name", "java.lang.String came back as null"),
                arguments(new Child("a", "b"), new Child("a", null), ".name", "java.lang.String came back as null"),
                arguments(List.of("mug"), List.of(), "", "1 elements came back as 0"),
                arguments(new LinkedHashSet<>(List.of(1, 2)), new LinkedHashSet<>(List.of(2, 1)), "[0]",
                        "another java.lang.Integer came back"),
                arguments(Collections.unmodifiableSet(new LinkedHashSet<>(List.of(1, 2))),
                        new LinkedHashSet<>(List.of(2, 1)), "[0]", "another java.lang.Integer came back"),
                arguments(new HashSet<>(List.of(1, 2)), new HashSet<>(List.of(1, 3)), "[1]", "did not come back"),
                arguments(new HashMap<>(Map.of(1, 2, 3, 4)), new HashMap<>(Map.of(3, 5, 1, 2)), ".entry[1].value",
                        "another java.lang.Integer came back"),
                arguments(sorted(Comparator.reverseOrder(), 1), new TreeSet<>(List.of(1)), "", "lost its comparator"),
                arguments(new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER), new LinkedHashMap<>(), "",
                        "lost its comparator"),
                arguments(new TreeMap<>(Map.of(1, 2)).descendingMap(), new TreeMap<>(Map.of(1, 2)), "",
                        "lost its comparator"),
                arguments(new IdentityHashMap<>(), new HashMap<>(), "",
                        "java.util.IdentityHashMap came back as java.util.HashMap"),
                arguments(new LinkedHashSet<>(), new ArrayList<>(), "",
                        "java.util.LinkedHashSet came back as java.util.ArrayList"),
                arguments(new PriorityQueue<>(), new LinkedList<>(), "",
                        "java.util.PriorityQueue came back as java.util.LinkedList"),
                arguments(new Integer[] { 1 }, new Object[] { 1 }, "",
                        "java.lang.Integer[] came back as java.lang.Object[]"),
                arguments(new Integer[] { 1 }, new Integer[] { 1, 2 }, "", "1 elements came back as 2"),
                arguments(new Integer[] { 1, 2 }, new Integer[] { 1, 3 }, "[1]", "another java.lang.Integer came back"),
                arguments(new ArrayList<>(), new HashSet<>(), "", "java.util.ArrayList came back as java.util.HashSet"),
                arguments(Collections.unmodifiableCollection(List.of()), new HashSet<>(), "",
                        "java.util.Collections$UnmodifiableCollection came back as java.util.HashSet"),
                arguments(Map.of(1, 2), Map.of(), "", "1 elements came back as 0"),
                arguments(new LinkedHashMap<>(new TreeMap<>(Map.of(1, 2, 3, 4))), new TreeMap<>(Map.of(1, 2, 3, 5)),
                        ".entry[1].value", "another java.lang.Integer came back"),
                arguments(new TreeSet<>(String.CASE_INSENSITIVE_ORDER), sorted(Comparator.reverseOrder()), "",
                        "lost its comparator"),
                arguments(new SimpleEntry<>("a", 1), new SimpleEntry<>("a", 2), ".value",
                        "another java.lang.Integer came back"),
                arguments(new SimpleEntry<>("a", 1), 1, "",
                        "java.util.AbstractMap$SimpleEntry came back as java.lang.Integer"),
                arguments(new AtomicReference<>("a"), new AtomicReference<>("b"), "",
                        "another java.lang.String came back"),
                arguments(failure("a", null, "m"), failure("b", null, "m"), ".message",
                        "another java.lang.String came back"),
                arguments(failure("a", new Error(), "m"), failure("a", null, "m"), ".cause",
                        "java.lang.Error came back as null"),
                arguments(failure("a", null, "m"), failure("a", null, "n"), ".stackTrace[0]",
                        "another java.lang.StackTraceElement came back"),
                arguments(new AtomicLong(5), new AtomicLong(6), "",
                        "another java.util.concurrent.atomic.AtomicLong came back"),
                arguments(new Date(5), new Timestamp(5), "", "java.util.Date came back as java.sql.Timestamp"),
                arguments(Timestamp.from(Instant.ofEpochSecond(1, 5)), Timestamp.from(Instant.ofEpochSecond(1)), "",
                        "another java.sql.Timestamp came back"),
                arguments(new Owned("o", 1), new Owned(null, 1), ".owner", "java.lang.String came back as null"),
                arguments(new Dated("z", 1), new Dated(null, 1), ".zone", "java.lang.String came back as null"),
                arguments(new Dated("z", 1), new Dated("z", 2), "", "another " + Dated.class.getName() + " came back"),
                arguments(new Hiding("a"), new Hiding(null), ".secret", "java.lang.String came back as null"),
                arguments(Pattern.compile("a", Pattern.LITERAL), Pattern.compile("a"), "",
                        "another java.util.regex.Pattern came back"),
                arguments(new Thread(), new Thread(), "", "another java.lang.Thread came back"),
                arguments(URI.create("a"), URI.create("b"), "", "another java.net.URI came back"),
                arguments(TimeUnit.DAYS, TimeUnit.HOURS, "", "another java.util.concurrent.TimeUnit came back"));
    }

    @ParameterizedTest
    @MethodSource("different")
    void firstDifferenceIsFound(@Nullable Object loaded, @Nullable Object read, String path, String change) {
        ValueDifference difference = ValueComparison.between(loaded, read);
        assertThat(difference).isNotNull();
        assertThat(difference.path()).isEqualTo(path);
        assertThat(difference.change()).isEqualTo(change);
    }

    @ParameterizedTest
    @MethodSource
    void anotherClassIsToldFromOtherDifferences(@Nullable Object loaded, @Nullable Object read, boolean isOfClass) {
        assertThat(ValueComparison.between(loaded, read)).returns(isOfClass, ValueDifference::isOfClass);
    }

    static Stream<Arguments> anotherClassIsToldFromOtherDifferences() {
        return Stream.of(arguments("a", 1, true), arguments(List.of("a"), List.of(1), true), arguments("a", "b", false),
                arguments(null, "a", false), arguments("a", null, false));
    }

    @Test
    void whatIsBeyondTheMillionthObjectIsNotCompared() {
        List<Object> loaded = new ArrayList<>(Collections.nCopies(ValueComparison.MANY, new BigDecimal(1)));
        List<Object> read = new ArrayList<>(Collections.nCopies(ValueComparison.MANY, new BigDecimal(1)));
        read.set(ValueComparison.MANY - 1, "another"); // the list is the first object
        assertThat(ValueComparison.between(loaded, read)).isNull();
        read.set(ValueComparison.MANY - 2, "another");
        assertThat(ValueComparison.between(loaded, read)).isNotNull();
    }

    @Test
    @Timeout(30)
    void cyclesEnd() {
        assertThat(ValueComparison.between(ring("a"), ring("a"))).isNull();
        assertThat(ValueComparison.between(ring("a"), ring("b"))).isNotNull();
        List<Object> self = new ArrayList<>();
        self.add(self);
        List<Object> other = new ArrayList<>();
        other.add(other);
        assertThat(ValueComparison.between(self, other)).isNull();
    }

    @Test
    void deepStructuresEnd() throws Exception {
        assertThat(comparedOnAStackOf(64_000_000, 100_000))
            .isEqualTo(new ValueDifference(".any".repeat(1000), "is nested deeper than 1000 levels", false));
        assertThat(comparedOnAStackOf(64_000_000, 999)).isNull();
        assertThat(comparedOnAStackOf(150_000, 900)).returns(
                "it cannot be compared with what came back (java.lang.StackOverflowError)", ValueDifference::change);
    }

    private static @Nullable ValueDifference comparedOnAStackOf(long bytes, int levels) throws Exception {
        FutureTask<@Nullable ValueDifference> comparison = new FutureTask<>(
                () -> ValueComparison.between(nested(levels), nested(levels)));
        new Thread(null, comparison, "comparison", bytes).start();
        return comparison.get();
    }

    @Test
    void equalsThatThrowsIsNoFailure() {
        assertThat(ValueComparison.between(new Throwing(1), new Throwing(1))).isNull();
        assertThat(ValueComparison.between(new Throwing(1), new Throwing(2))).isNotNull();
    }

    private static Set<Integer> sorted(Comparator<Integer> comparator, Integer... numbers) {
        Set<Integer> set = new TreeSet<>(comparator);
        set.addAll(Arrays.asList(numbers));
        return set;
    }

    private static Throwable failure(String message, @Nullable Throwable cause, String method) {
        Throwable failure = new IllegalStateException(message, cause);
        failure.setStackTrace(new StackTraceElement[] { new StackTraceElement("com.example.Shop", method, null, 1) });
        return failure;
    }

    private static Open ring(String text) {
        Open first = new Open(null);
        Open second = new Open(List.of(first, text));
        first.any = second;
        return first;
    }

    private static Open nested(int depth) {
        Open open = new Open("x");
        for (int i = 0; i < depth; i++) {
            open = new Open(open);
        }
        return open;
    }

}
