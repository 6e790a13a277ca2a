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

import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Types of several releases, side by side. */
final class Shapes {

    private Shapes() {
    }

    record UserView(long id, String name) {
    }

    record UserWithMail(long id, String name, String mail) {
    }

    record UserRenamed(long id, String fullName) {
    }

    record UserRetyped(String id, String name) {
    }

    record UserBoxed(Long id, String name) {
    }

    record OrderView(long id, String product) {
    }

    record Page<T>(List<T> items, int total) {
    }

    record Tree(int value, List<Tree> children) {
    }

    record TreeOfLongs(long value, List<TreeOfLongs> children) {
    }

    static class Growing<T> {

        T value;

        Growing<List<T>> next;

    }

    static final class UserBean {

        private String name = "";

        private long id;

        public String getName() {
            return this.name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public long getId() {
            return this.id;
        }

        public void setId(long id) {
            this.id = id;
        }

    }

    static final class Hidden {

        final int secret = 1;

    }

    static final class HiddenLonger {

        final long secret = 1;

    }

    enum Colour {

        RED, GREEN

    }

    enum ColourReordered {

        GREEN, RED

    }

    enum ColourWithBlue {

        RED, GREEN, BLUE

    }

    sealed interface Animal permits Dog {

    }

    sealed interface AnimalOrPlant permits Dog, Tulip {

    }

    record Dog(String name) implements Animal, AnimalOrPlant {
    }

    record Tulip(String name) implements AnimalOrPlant {
    }

    sealed interface AnimalGrown permits GrownDog {

    }

    record GrownDog(String name, int age) implements AnimalGrown {
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Car.class, name = "car"))
    interface Vehicle {

    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({ @JsonSubTypes.Type(value = Car.class, name = "car"),
            @JsonSubTypes.Type(value = Boat.class, name = "boat") })
    interface VehicleOrBoat {

    }

    record Car(int wheels) implements Vehicle, VehicleOrBoat {
    }

    record Boat(int masts) implements VehicleOrBoat {
    }

    static final class Moved {

        private Moved() {
        }

        record UserView(long id, String name) {
        }

        record Tree(int value, List<Tree> children) {
        }

    }

}
