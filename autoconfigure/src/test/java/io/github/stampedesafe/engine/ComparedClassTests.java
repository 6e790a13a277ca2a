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

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import jdk.net.UnixDomainPrincipal;
import net.bytebuddy.ByteBuddy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

/** What is found out about a class; every test asks anew. */
class ComparedClassTests {

    @ParameterizedTest
    @ValueSource(classes = { String.class, Integer.class, LocalDate.class, Timestamp.class, TimeUnit.class,
            Object.class, Level.class })
    void classOfTheJdkOrAnEnumIsComparedAsAWhole(Class<?> type) {
        assertThat(new ComparedClass(type).isPlain()).isTrue();
        assertThat(properties(type, new Object(), new Object())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = { Open.class, Dated.class, Owned.class, int[].class, ArrayList.class, List.class, Map.class,
            SimpleEntry.class, IllegalStateException.class, Optional.class, AtomicReference.class })
    void classWithPartsIsNot(Class<?> type) {
        assertThat(new ComparedClass(type).isPlain()).isFalse();
    }

    @Test
    void messageOfProtocolBuffersIsComparedAsAWhole() {
        Class<?> message = subclass("com.example.Message",
                subclass("com.google.protobuf.AbstractMessageLite", Object.class));
        assertThat(new ComparedClass(message).isPlain()).isTrue();
        assertThat(new ComparedClass(subclass("com.example.Other", Object.class)).isPlain()).isFalse();
    }

    static Stream<Arguments> fields() {
        return Stream.of(arguments(Open.class, List.of("any")), arguments(Entity.class, List.of("id", "name")),
                arguments(Point.class, List.of("x", "bytes")), arguments(Child.class, List.of("name", "name")),
                arguments(Dog.class, List.of("name")), arguments(Owned.class, List.of("owner")),
                arguments(Dated.class, List.of("zone")), arguments(ArrayList.class, List.of()),
                arguments(IllegalStateException.class, List.of()), arguments(Full.class, List.of("text", "hash")));
    }

    @ParameterizedTest
    @MethodSource
    void fields(Class<?> type, List<String> names) {
        assertThat(properties(type, new Full(), new Full())).isEqualTo(names);
    }

    @Test
    void whatTheCompilerAddsIsNoField() {
        String outside = "outside";
        class Inner {

            @Override
            public String toString() {
                return outside;
            }

        }
        assertThat(Inner.class.getDeclaredFields()).isNotEmpty();
        assertThat(properties(Inner.class, new Object(), new Object())).isEmpty();
    }

    @Test
    void memosCountUnlessTheClassSaysEqual() {
        Remembering loaded = new Remembering("a", 1);
        assertThat(properties(Remembering.class, loaded, new Remembering("a", 0))).containsExactly("name");
        assertThat(properties(Remembering.class, loaded, new Remembering("b", 1))).containsExactly("name", "length",
                "hash");
        assertThat(properties(Hiding.class, new Hiding("a"), new Hiding("a"))).containsExactly("secret");
        assertThat(properties(Throwing.class, new Throwing(1), new Throwing(1))).containsExactly("number", "memo");
    }

    @Test
    void stateOfTheJdkIsClosedToAllButEquals() {
        assertThat(new ComparedClass(Dated.class).isClosed()).isTrue();
        assertThat(new ComparedClass(Dated.class).isSame(new Dated("a", 1), new Dated("b", 1))).isTrue();
        assertThat(new ComparedClass(Dated.class).isSame(new Dated("a", 1), new Dated("a", 2))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(classes = { Open.class, Owned.class, ArrayList.class, IllegalStateException.class, Hiding.class })
    void fieldsAndPartsAreAllThereIs(Class<?> type) {
        assertThat(new ComparedClass(type).isClosed()).isFalse();
    }

    @Test
    void classThatItsModuleDoesNotOpenIsComparedAsAWhole() {
        UnixDomainPrincipal loaded = principal("a");
        assertThat(new ComparedClass(UnixDomainPrincipal.class).isClosed()).isTrue();
        assertThat(new ComparedClass(UnixDomainPrincipal.class).isSame(loaded, loaded)).isTrue();
        assertThat(new ComparedClass(UnixDomainPrincipal.class).isSame(loaded, principal("b"))).isFalse();
    }

    @Test
    void objectsWithoutEqualsAreTheSameIfTheyHaveNoState() {
        assertThat(new ComparedClass(Object.class).isSame(new Object(), new Object())).isTrue();
        assertThat(new ComparedClass(Thread.class).isSame(new Thread(), new Thread())).isFalse();
        assertThat(new ComparedClass(Date.class).isSame(new Date(1), new Date(1))).isTrue();
        assertThat(new ComparedClass(Date.class).isSame(new Date(1), new Date(2))).isFalse();
    }

    private static List<String> properties(Class<?> type, Object loaded, Object read) {
        return new ComparedClass(type).properties(loaded, read).stream().map(ComparedClass.Property::name).toList();
    }

    private static Class<?> subclass(String name, Class<?> type) {
        return new ByteBuddy().subclass(type)
            .name(name)
            .make()
            .load((type != Object.class) ? type.getClassLoader() : ComparedClassTests.class.getClassLoader())
            .getLoaded();
    }

    private static UnixDomainPrincipal principal(String user) {
        UserPrincipal owner = () -> user;
        GroupPrincipal group = () -> "group";
        return new UnixDomainPrincipal(owner, group);
    }

    private enum Level {

        LOW

    }

    private static final class Full {

        static final String CONSTANT = "constant";

        private @Nullable String text;

        private @Nullable String hash;

        private transient @Nullable String computed;

        private int hashed;

        private boolean memoized;

        private @Nullable Object name$delegate;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Full;
        }

        @Override
        public int hashCode() {
            return 1;
        }

    }

}
