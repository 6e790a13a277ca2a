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

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Methods that name the same cache, and would be served the values of each other. */
class OneCacheTests {

    private static final String VIEWS = "Cache 'views' holds what Views.order(long) returns, '"
            + OrderView.class.getName() + "', and what Views.user(long) returns, '" + UserView.class.getName()
            + "', but all values of a cache have one type. Write another 'cacheName' on one of them.";

    record UserView(long id) {
    }

    record OrderView(long id, String product) {
    }

    @StampedeSafeCacheable("people")
    static class People {

        public String nameById(long id) {
            return "Ada";
        }

        public String emailById(long id) {
            return "ada@acme.com";
        }

    }

    static class Views {

        @StampedeSafeCacheable("views")
        public UserView user(long id) {
            return new UserView(id);
        }

        @StampedeSafeCacheable("views")
        public OrderView order(long id) {
            return new OrderView(id, "mug");
        }

    }

    static class Users {

        @StampedeSafeCacheable(cacheName = "users", key = "#id")
        public UserView user(long id) {
            return new UserView(id);
        }

    }

    static class UserChanges {

        @StampedeSafeCachePut(cacheName = "users", key = "#id")
        public Optional<OrderView> change(long id) {
            return Optional.empty();
        }

    }

    static class Names {

        @StampedeSafeCacheable("names")
        public String ofInt(int id) {
            return "int";
        }

    }

    static class MoreNames {

        @StampedeSafeCacheable("names")
        public Optional<String> ofLong(BigInteger id) {
            return Optional.of("big");
        }

    }

    static class Lists {

        @StampedeSafeCacheable("lists")
        public List<String> texts() {
            return List.of();
        }

        @StampedeSafeCacheable(cacheName = "lists", key = "'numbers'")
        public List<Long> numbers() {
            return List.of();
        }

    }

    abstract static class Crud<T> {

        @StampedeSafeCacheable("entities")
        public T find(long id) {
            throw new IllegalStateException("not loaded");
        }

    }

    static class UserCrud extends Crud<UserView> {

    }

    static class OrderCrud extends Crud<OrderView> {

    }

    private static void assertThatStartFails(String message, Class<?>... beans) {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> CacheContext.of(beans))
            .satisfies(
                    (failure) -> assertThat((failure instanceof InvalidSettingException) ? failure : failure.getCause())
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessage(message));
    }

    @Test
    void methodsWithTheSameDefaultKeysStopTheStart() {
        assertThatStartFails("People.emailById(long) and People.nameById(long) are both cached in 'people' under all "
                + "their arguments, so that each is served the values of the other. Write another 'cacheName' or a "
                + "'key' on one of them, or 'sharedKeys = true' if both return the same values.", People.class);
    }

    @Test
    void numbersOfAllTypesAreTheSameKeys() {
        assertThatStartFails("Names.ofInt(int) and MoreNames.ofLong(BigInteger) are both cached in 'names' under all "
                + "their arguments, so that each is served the values of the other. Write another 'cacheName' or a "
                + "'key' on one of them, or 'sharedKeys = true' if both return the same values.", Names.class,
                MoreNames.class);
    }

    @Test
    void methodsOfDifferentTypesStopTheStart() {
        assertThatStartFails(VIEWS, Views.class);
    }

    @Test
    void genericArgumentsAreOfTheType() {
        assertThatStartFails("Cache 'lists' holds what Lists.numbers() returns, 'java.util.List<java.lang.Long>', and "
                + "what Lists.texts() returns, 'java.util.List<java.lang.String>', but all values of a cache have one "
                + "type. Write another 'cacheName' on one of them.", Lists.class);
    }

    @Test
    void putOfAnotherTypeInAnotherClassStopsTheStart() {
        assertThatStartFails(
                "Cache 'users' holds what Users.user(long) returns, '" + UserView.class.getName()
                        + "', and what UserChanges.change(long) returns, '" + OrderView.class.getName()
                        + "', but all values of a cache have one type. Write another 'cacheName' on one of them.",
                Users.class, UserChanges.class);
    }

    @Test
    void inheritedMethodHasTheTypeOfEachHeir() {
        assertThatStartFails(
                "Cache 'entities' holds what UserCrud.find(long) returns, '" + UserView.class.getName()
                        + "', and what OrderCrud.find(long) returns, '" + OrderView.class.getName()
                        + "', but all values of a cache have one type. Write another 'cacheName' on one of them.",
                UserCrud.class, OrderCrud.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "singleton", "prototype" })
    void lazyBeansAreCheckedAtTheStart(String scope) {
        assertThatExceptionOfType(InvalidSettingException.class)
            .isThrownBy(() -> CacheContext.started((spring) -> spring.registerBean(Views.class, (definition) -> {
                definition.setLazyInit(true);
                definition.setScope(scope);
            })))
            .withMessage(VIEWS);
    }

    @Test
    void classThatIsFirstSeenLaterIsCheckedThen() {
        try (CacheContext context = CacheContext.of(Users.class)) {
            context.spring.registerBean(UserChanges.class);
            assertThatExceptionOfType(Exception.class).isThrownBy(() -> context.bean(UserChanges.class))
                .withRootCauseInstanceOf(InvalidSettingException.class);
            assertThat(context.bean(Users.class).user(1)).isEqualTo(new UserView(1));
        }
    }

}
