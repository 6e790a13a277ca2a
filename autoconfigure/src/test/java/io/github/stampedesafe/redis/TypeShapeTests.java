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

package io.github.stampedesafe.redis;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.serializer.RedisSerializer;
import tools.jackson.core.type.TypeReference;

import io.github.stampedesafe.redis.Shapes.Animal;
import io.github.stampedesafe.redis.Shapes.AnimalGrown;
import io.github.stampedesafe.redis.Shapes.AnimalOrPlant;
import io.github.stampedesafe.redis.Shapes.Colour;
import io.github.stampedesafe.redis.Shapes.ColourReordered;
import io.github.stampedesafe.redis.Shapes.ColourWithBlue;
import io.github.stampedesafe.redis.Shapes.Growing;
import io.github.stampedesafe.redis.Shapes.Hidden;
import io.github.stampedesafe.redis.Shapes.HiddenLonger;
import io.github.stampedesafe.redis.Shapes.Moved;
import io.github.stampedesafe.redis.Shapes.OrderView;
import io.github.stampedesafe.redis.Shapes.Page;
import io.github.stampedesafe.redis.Shapes.Tree;
import io.github.stampedesafe.redis.Shapes.TreeOfLongs;
import io.github.stampedesafe.redis.Shapes.UserBean;
import io.github.stampedesafe.redis.Shapes.UserBoxed;
import io.github.stampedesafe.redis.Shapes.UserRenamed;
import io.github.stampedesafe.redis.Shapes.UserRetyped;
import io.github.stampedesafe.redis.Shapes.UserView;
import io.github.stampedesafe.redis.Shapes.UserWithMail;
import io.github.stampedesafe.redis.Shapes.Vehicle;
import io.github.stampedesafe.redis.Shapes.VehicleOrBoat;
import io.github.stampedesafe.store.PayloadCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class TypeShapeTests {

    private static final long STRING_SHAPE = 6721592657880479995L;

    private static final long PAGE_SHAPE = -1942797863231391225L;

    private final JsonCodecs codecs = new JsonCodecs();

    static List<Arguments> others() {
        return List.of(arguments("another type", UserView.class, OrderView.class),
                arguments("a property more", UserView.class, UserWithMail.class),
                arguments("a property with another name", UserView.class, UserRenamed.class),
                arguments("a property of another type", UserView.class, UserRetyped.class),
                arguments("a primitive that may be null now", UserView.class, UserBoxed.class),
                arguments("long to String", long.class, String.class),
                arguments("a constant more", Colour.class, ColourWithBlue.class),
                arguments("elements of another type", type(new TypeReference<List<UserView>>() {
                }), type(new TypeReference<List<OrderView>>() {
                })), arguments("a set of them", type(new TypeReference<List<UserView>>() {
                }), type(new TypeReference<Set<UserView>>() {
                })), arguments("keys of another type", type(new TypeReference<Map<Integer, String>>() {
                }), type(new TypeReference<Map<Long, String>>() {
                })), arguments("another nested type", type(new TypeReference<Page<UserView>>() {
                }), type(new TypeReference<Page<UserWithMail>>() {
                })), arguments("another optional", type(new TypeReference<Optional<UserView>>() {
                }), type(new TypeReference<Optional<OrderView>>() {
                })), arguments("another array", UserView[].class, OrderView[].class),
                arguments("a class more of a sealed type", Animal.class, AnimalOrPlant.class),
                arguments("another class of a sealed type", Animal.class, AnimalGrown.class),
                arguments("a class more of an annotated type", Vehicle.class, VehicleOrBoat.class),
                arguments("another type in a cycle", Tree.class, TreeOfLongs.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void anotherShapeHasAnotherFingerprint(String what, Type one, Type other) {
        assertThat(shape(one)).isNotZero().isNotEqualTo(shape(other));
    }

    @Test
    void equalShapesHaveTheSameFingerprintWhateverTheirClassesAreCalled() {
        assertThat(shape(UserView.class)).isEqualTo(shape(Moved.UserView.class)).isEqualTo(shape(UserBean.class));
        assertThat(shape(Colour.class)).isEqualTo(shape(ColourReordered.class));
        assertThat(shape(Tree.class)).isEqualTo(shape(Moved.Tree.class));
        assertThat(shape(UserView[].class)).isEqualTo(shape(Moved.UserView[].class));
        assertThat(shape(type(new TypeReference<List<UserView>>() {
        }))).isEqualTo(shape(type(new TypeReference<List<Moved.UserView>>() {
        })));
    }

    @Test
    void aPrimitiveHasTheShapeOfItsWrapper() {
        assertThat(shape(int.class)).isEqualTo(shape(Integer.class)).isNotEqualTo(shape(long.class));
        RedisSerializer<Object> serializer = RedisSerializer.java();
        assertThat(new SerializerCodec(serializer, int.class).shape())
            .isEqualTo(new SerializerCodec(serializer, Integer.class).shape());
    }

    /** Entries outlive a process. */
    @Test
    void fingerprintsAreTheSameInEveryProcess() {
        assertThat(shape(String.class)).isEqualTo(STRING_SHAPE);
        assertThat(shape(type(new TypeReference<Page<UserView>>() {
        }))).isEqualTo(PAGE_SHAPE);
    }

    @Test
    void aTypeWithoutAnEndHasAShape() {
        assertThat(FieldShapes.text(Growing.class)).isNotEmpty();
    }

    @Test
    void serializersTellTypesApartByTheirNamesAndFields() {
        RedisSerializer<Object> serializer = RedisSerializer.java();
        long shape = new SerializerCodec(serializer, UserView.class).shape();

        assertThat(new SerializerCodec(serializer, UserView.class).shape()).isEqualTo(shape);
        assertThat(new SerializerCodec(serializer, OrderView.class).shape()).isNotEqualTo(shape);
        assertThat(new SerializerCodec(serializer, Moved.UserView.class).shape()).isNotEqualTo(shape);
        assertThat(new SerializerCodec(RedisSerializer.string(), UserView.class).shape()).isNotEqualTo(shape);
        assertThat(shape(UserView.class)).as("as JSON").isNotEqualTo(shape);
        assertThat(FieldShapes.text(Hidden.class)).isNotEqualTo(FieldShapes.text(HiddenLonger.class));
    }

    @Test
    void namesOfTypesAreKnownWhereTheyAreUsed() {
        PayloadCodec users = this.codecs.codec("totals", UserView.class);
        PayloadCodec orders = this.codecs.codec("totals", OrderView.class);

        assertThat(users.describe(orders.shape())).isEqualTo("'" + OrderView.class.getName() + "'");
        assertThat(users.describe(0x12ab))
            .isEqualTo("a type that this instance does not know (shape 00000000000012ab)");
        assertThat(users.describe(0)).isEqualTo("a type of unknown shape");
        this.codecs.codec("totals", Moved.UserView.class);
        assertThat(users.describe(users.shape()))
            .isEqualTo("'" + Moved.UserView.class.getName() + "' or '" + UserView.class.getName() + "'");
    }

    private long shape(Type type) {
        return this.codecs.codec("totals", type).shape();
    }

    private static Type type(TypeReference<?> type) {
        return type.getType();
    }

}
