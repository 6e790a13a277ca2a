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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Types whose values {@link ValueComparison} tells apart by more than equals. */
final class ComparedTypes {

    private ComparedTypes() {
    }

    record Point(int x, byte[] bytes) {
    }

    static class Open {

        @Nullable Object any;

        Open(@Nullable Object any) {
            this.any = any;
        }

    }

    static class Animal {

        private final String name;

        Animal(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Animal that && this.name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return this.name.hashCode();
        }

    }

    static final class Dog extends Animal {

        Dog(String name) {
            super(name);
        }

    }

    /** Equal by its id, as entities are. */
    static final class Entity {

        private final int id;

        private final @Nullable String name;

        Entity(int id, @Nullable String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entity that && this.id == that.id;
        }

        @Override
        public int hashCode() {
            return this.id;
        }

        @Nullable String name() {
            return this.name;
        }

    }

    /** Remembers what it computed. */
    static final class Remembering {

        private final String name;

        private transient int length;

        private int hash;

        Remembering(String name, int hash) {
            this.name = name;
            this.hash = hash;
            this.length = hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Remembering that && this.name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return this.hash + this.length;
        }

    }

    static final class Hiding {

        private final transient @Nullable String secret;

        Hiding(@Nullable String secret) {
            this.secret = secret;
        }

        @Nullable String secret() {
            return this.secret;
        }

    }

    static class Parent {

        private final String name;

        Parent(String name) {
            this.name = name;
        }

        String name() {
            return this.name;
        }

    }

    static final class Child extends Parent {

        private final @Nullable String name;

        Child(String parents, @Nullable String own) {
            super(parents);
            this.name = own;
        }

        @Override
        String name() {
            return super.name() + this.name;
        }

    }

    static final class Owned extends ArrayList<Integer> {

        private static final long serialVersionUID = 1L;

        private final @Nullable String owner;

        Owned(@Nullable String owner, Integer... elements) {
            super(Arrays.asList(elements));
            this.owner = owner;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode() + Objects.hashCode(this.owner);
        }

    }

    static final class Dated extends Date {

        private static final long serialVersionUID = 1L;

        private final @Nullable String zone;

        Dated(@Nullable String zone, long time) {
            super(time);
            this.zone = zone;
        }

        @Nullable String zone() {
            return this.zone;
        }

    }

    static final class Throwing {

        private final int number;

        private transient @Nullable Collection<String> memo;

        Throwing(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new IllegalStateException("on purpose " + this.memo);
        }

        @Override
        public int hashCode() {
            return this.number;
        }

    }

}
