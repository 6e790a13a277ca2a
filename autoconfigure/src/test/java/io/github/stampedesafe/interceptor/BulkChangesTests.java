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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.EvictMode;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCachePut;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Puts and evicts of several keys. */
class BulkChangesTests {

    record Item(String id, long version) {
    }

    static class Items {

        int loads;

        @StampedeSafeCacheable(cacheName = "items", key = "#id")
        public @Nullable Item item(String id) {
            this.loads++;
            return new Item(id, 0);
        }

        @StampedeSafeCachePut(cacheName = "items", keys = "#result")
        public Map<String, Item> save(Item... items) {
            return byId(List.of(items));
        }

        private static Map<String, Item> byId(Collection<Item> items) {
            return items.stream().collect(Collectors.toMap(Item::id, (item) -> item));
        }

        @StampedeSafeCachePut(cacheName = "items", keys = "#items.![id]", keyOf = "id",
                unless = "#result?.version == 9", version = "#result.version", condition = "#items.size() < 4")
        public List<Item> saveAll(List<Item> items) {
            return items.stream().filter((item) -> item.version() > 0).toList();
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#ids")
        public void delete(Collection<String> ids) {
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#result.keySet()", condition = "!#result.isEmpty()")
        public Map<String, String> deleted(String... ids) {
            return List.of(ids).stream().collect(Collectors.toMap((id) -> id, (id) -> id));
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#ids", mode = EvictMode.EXPIRE, beforeInvocation = true)
        public void outdated(String[] ids) {
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#ids", version = "#version")
        public void delete(long version, List<String> ids) {
        }

        @StampedeSafeCacheEvict(cacheName = "items", keys = "#ids")
        public void anything(Object ids) {
        }

    }

    static class OneKey {

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#id")
        public void call(String id) {
        }

    }

    static class AllAndSome {

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#ids", allEntries = true)
        public void call(List<String> ids) {
        }

    }

    static class KeyAndKeys {

        @StampedeSafeCacheEvict(cacheName = "a", keys = "#ids", key = "#ids")
        public void call(List<String> ids) {
        }

    }

    static class OneValue {

        @StampedeSafeCachePut(cacheName = "a", keys = "#ids")
        public Item call(List<String> ids) {
            return new Item("a", 1);
        }

    }

    static class NoKeyOf {

        @StampedeSafeCachePut(cacheName = "a", keys = "#ids")
        public List<Item> call(List<String> ids) {
            return List.of();
        }

    }

    static class OtherKeys {

        @StampedeSafeCachePut(cacheName = "a", keys = "#ids", keyOf = "id")
        public List<Item> call(List<Long> ids) {
            return List.of();
        }

    }

    private final CacheContext context = CacheContext.of(Items.class);

    private final Items items = this.context.bean(Items.class);

    @AfterEach
    void close() {
        this.context.close();
    }

    @Test
    void everyValueOfTheMapIsPut() {
        this.items.save(new Item("a", 1), new Item("b", 2));
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 1));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 2));
    }

    @Test
    void aKeyOfWhichNothingIsReturnedIsNull() {
        this.items.saveAll(List.of(new Item("a", 1), new Item("b", 0)));
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 1));
        assertThat(this.items.item("b")).isNull();
    }

    @Test
    void unlessAndVersionAreOfEachValueAndConditionOfTheCall() {
        this.items.saveAll(List.of(new Item("a", 5), new Item("b", 9)));
        this.items.saveAll(List.of(new Item("a", 4), new Item("c", 4)));
        this.items.saveAll(List.of(new Item("a", 8), new Item("b", 8), new Item("c", 8), new Item("d", 8)));
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 5));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 0));
        assertThat(this.items.item("c")).isEqualTo(new Item("c", 4));
        assertThat(this.items.item("d")).isEqualTo(new Item("d", 0));
    }

    @Test
    void severalKeysAreRemoved() {
        this.items.save(new Item("a", 1), new Item("b", 1), new Item("c", 1), new Item("d", 1));
        this.items.delete(List.of("a", "b", "b"));
        this.items.deleted("c");
        this.items.deleted();
        this.items.delete(List.of());
        assertThat(this.context.keys()).containsExactly("items:d");
    }

    @Test
    void severalKeysAreMarkedStale() {
        this.items.save(new Item("a", 1), new Item("b", 1));
        this.items.outdated(new String[] { "a", "b" });
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 1));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 1));
        this.context.runRefreshes();
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 0));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 0));
    }

    @Test
    void oneVersionIsOfAllKeysThatAreRemoved() {
        this.items.saveAll(List.of(new Item("a", 3), new Item("b", 7)));
        this.items.delete(5, List.of("a", "b"));
        this.items.saveAll(List.of(new Item("a", 4)));
        assertThat(this.items.item("a")).isEqualTo(new Item("a", 0));
        assertThat(this.items.item("b")).isEqualTo(new Item("b", 7));
    }

    @Test
    void whatHoldsNoKeysAtACallIsRefused() {
        this.items.anything(List.of("a"));
        assertThatThrownBy(() -> this.items.anything("a")).isInstanceOf(UnsupportedKeyException.class)
            .hasMessage(
                    "Items.anything(Object) has no key in cache 'items': 'keys' is '#ids' and gave a java.lang.String, "
                            + "which holds no keys. Write one that always gives a value, or add a 'condition' for the calls that have none.");
    }

    @Test
    void inATransactionAllTakeEffectAfterTheCommit() {
        this.items.save(new Item("a", 1), new Item("b", 1));
        TransactionSynchronizationManager.initSynchronization();
        try {
            List<String> ids = new ArrayList<>(List.of("a", "b"));
            this.items.delete(ids);
            ids.clear();
            assertThat(this.items.item("a")).isEqualTo(new Item("a", 1));
            List<TransactionSynchronization> synchronizations = TransactionSynchronizationManager.getSynchronizations();
            assertThat(synchronizations).hasSize(1);
            synchronizations.forEach(TransactionSynchronization::afterCommit);
        }
        finally {
            TransactionSynchronizationManager.clearSynchronization();
        }
        assertThat(this.context.keys()).isEmpty();
    }

    static List<Arguments> mistakes() {
        return List.of(
                arguments(OneKey.class,
                        "'keys' is '#id' on OneKey.call(String), but a String holds one key. Write 'key' instead."),
                arguments(AllAndSome.class,
                        "'allEntries' is 'true' and 'keys' is '#ids' on AllAndSome.call(List), but all entries have no key. Remove one of them."),
                arguments(KeyAndKeys.class,
                        "'keys' is '#ids' and 'key' is '#ids' on KeyAndKeys.call(List), but only one can make the keys. Remove one of them."),
                arguments(OneValue.class,
                        "'keys' is '#ids' on OneValue.call(List), but the Item that is returned holds one value. "
                                + "Return a Map from ids to values, or a collection of values with 'keyOf'."),
                arguments(NoKeyOf.class,
                        "'keys' is '#ids' on NoKeyOf.call(List), but the values that are returned do not tell their keys. "
                                + "Write 'keyOf', such as 'id', or return a Map from ids to values."),
                arguments(OtherKeys.class,
                        "'keys' is '#ids' and 'keyOf' is 'id' on OtherKeys.call(List), but a String is never the key of a Long. Make their types the same."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeStopsTheCreationOfTheBean(Class<?> mistaken, String message) {
        RefusedBeans.assertRefused(mistaken, message);
    }

}
