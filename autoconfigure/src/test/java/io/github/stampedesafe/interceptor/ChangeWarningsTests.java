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

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes of caches that never meet a value, of which somebody should know. */
@ExtendWith(OutputCaptureExtension.class)
class ChangeWarningsTests {

    enum Color {

        RED

    }

    record Id(long value) {
    }

    record User(long id, UUID token) {
    }

    static class Users {

        @StampedeSafeCacheable(cacheName = "users", key = "#id")
        public String user(int id) {
            return "";
        }

        @StampedeSafeCacheable("pairs")
        public String pair(long id, String country) {
            return "";
        }

        @StampedeSafeCacheable("colors")
        public String color(Color color) {
            return "";
        }

        @StampedeSafeCacheable("anything")
        public String anything(Object key) {
            return "";
        }

        @StampedeSafeCacheable("two")
        public String byId(long id) {
            return "";
        }

        @StampedeSafeCacheable("two")
        public String byName(String name) {
            return "";
        }

    }

    static class Changes {

        @StampedeSafeCacheEvict(cacheName = "users", key = "#id")
        public void byText(String id) {
        }

        @StampedeSafeCachePut(cacheName = "users", key = "#user.token")
        public String byToken(User user) {
            return "";
        }

        @StampedeSafeCacheEvict("pairs")
        public void byHalf(long id) {
        }

        @StampedeSafeCacheEvict("colors")
        public void byNameOfColor(String color) {
        }

        @StampedeSafeCacheEvict("colors")
        public void byRecord(Id id) {
        }

    }

    static class FineChanges {

        @StampedeSafeCacheEvict(cacheName = "users", key = "#id")
        public void byWrapper(Long id) {
        }

        @StampedeSafeCacheEvict(cacheName = "users", key = "#user.id")
        public void byProperty(User user) {
        }

        @StampedeSafeCacheEvict(cacheName = "users", key = "#id")
        public void byObject(Object id) {
        }

        @StampedeSafeCacheEvict(cacheName = "users", allEntries = true)
        public void all(String why) {
        }

        @StampedeSafeCacheEvict("anything")
        public void text(String key) {
        }

        @StampedeSafeCacheEvict("two")
        public void oneOfTwo(String name) {
        }

        @StampedeSafeCacheEvict(cacheName = "pairs", key = "{#id, #country}")
        public void list(long id, String country) {
        }

        @StampedeSafeCacheEvict("nobody-loads")
        public void unknown(String name) {
        }

    }

    @Test
    void changesThatMeetNoValueAreNamed(CapturedOutput output) {
        CacheContext.of(Users.class, Changes.class).close();
        for (String sentence : List
            .of("Changes.byText(String) changes cache 'users' under keys of (String), but it is loaded by "
                    + "Users.user(int) under (int): no change ever meets a value. Make the types of the keys the same.",
                    "Changes.byToken(User) changes cache 'users' under keys of (UUID), but it is loaded by "
                            + "Users.user(int) under (int): no change ever meets a value.",
                    "Changes.byHalf(long) changes cache 'pairs' under keys of (long), but it is loaded by "
                            + "Users.pair(long, String) under (long, String): ",
                    "Changes.byNameOfColor(String) changes cache 'colors' under keys of (String), but it is loaded by "
                            + "Users.color(Color) under (Color): ",
                    "Changes.byRecord(Id) changes cache 'colors' under keys of (Id), but it is loaded by ")) {
            assertThat(output).containsOnlyOnce(sentence);
        }
    }

    @Test
    void changesThatMayMeetAValueAreNot(CapturedOutput output) {
        CacheContext.of(Users.class, FineChanges.class).close();
        assertThat(output).doesNotContain("no change ever meets");
    }

}
