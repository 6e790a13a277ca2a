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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import io.github.stampedesafe.UnsupportedKeyException;
import io.github.stampedesafe.annotation.StampedeSafeCacheEvict;
import io.github.stampedesafe.annotation.StampedeSafeCacheable;
import io.github.stampedesafe.testing.FaultyEntryStore.Operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Requests that are found again by the arguments of a call: nobody can tell the
 * difference, but by what a hit costs.
 */
class NearCallsTests {

    private enum Size {

        SMALL, LARGE {
        }

    }

    private record Range(int from, List<Integer> to) {
    }

    private final CacheContext context = CacheContext.of(Totals.class);

    private final Totals totals = this.context.bean(Totals.class);

    @BeforeEach
    void hear() {
        this.context.instance.hears();
    }

    @AfterEach
    void close() {
        this.context.close();
    }

    /**
     * Calls and evicts with random arguments, of types whose values are one key although
     * they are not equal, or change: the method with a condition, which always holds, has
     * its key written each time.
     */
    @RepeatedTest(20)
    void randomArgumentsAreAnsweredAsIfTheirKeyWasWrittenEachTime(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<@Nullable Object> arguments = arguments();
        for (int i = 0; i < 400; i++) {
            Object one = arguments.get(random.nextInt(arguments.size()));
            Object other = arguments.get(random.nextInt(arguments.size()));
            if (one instanceof ArrayList<?> && random.nextInt(4) == 0) {
                grow(one);
            }
            switch (random.nextInt(8)) {
                case 0 -> this.totals.evict(one, other);
                case 1 -> this.totals.evictOne(one);
                case 2 -> assertThat(this.totals.one(one)).as("%s", one).isEqualTo(this.totals.oneWritten(one));
                case 3 -> assertThat(this.totals.parameter(other, one)).as("%s", one)
                    .isEqualTo(this.totals.parameterWritten(other, one));
                case 4 -> assertThat(this.totals.sum("s", (i % 3))).isEqualTo(this.totals.sumWritten("s", (i % 3)));
                default -> assertThat(this.totals.both(one, other)).as("%s, %s", one, other)
                    .isEqualTo(this.totals.bothWritten(one, other));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void grow(Object list) {
        ((List<Object>) list).add(1);
    }

    private static List<@Nullable Object> arguments() {
        List<@Nullable Object> arguments = new ArrayList<>(List.of(1, 1L, (short) 1, (byte) 1, BigInteger.ONE, 1.0,
                1.0f, "1", '1', "(int)1", "", "a", String.valueOf(new char[] { 'a' }), "a".repeat(300), true, 0.0, -0.0,
                Double.NaN, Size.SMALL, Size.LARGE, new UUID(0, 1), LocalDate.of(2026, 1, 1)));
        arguments.addAll(List.of(List.of(1), new ArrayList<>(List.of(1)), new Range(1, new ArrayList<>(List.of(1))),
                new int[] { 1 }));
        return arguments;
    }

    @Test
    void numbersOfOneKeyShareTheirValue() {
        Object loaded = this.totals.one(1);
        assertThat(List.of(this.totals.one(1L), this.totals.one((short) 1), this.totals.one(BigInteger.ONE),
                this.totals.one(1)))
            .containsOnly(loaded);
        assertThat(this.totals.one("1")).isNotEqualTo(loaded);
    }

    @Test
    void aChangeByAnotherArgumentOfTheKeyIsSeen() {
        Object loaded = this.totals.one(1);
        assertThat(this.totals.one(1)).isEqualTo(loaded);
        this.totals.evictOne(1L);
        assertThat(this.totals.one(1)).isNotEqualTo(loaded);
    }

    @Test
    void anArgumentThatChangedIsAnotherKey() {
        List<Object> list = new ArrayList<>(List.of(1));
        Object loaded = this.totals.one(list);
        list.add(2);
        assertThat(this.totals.one(list)).isNotEqualTo(loaded);
        list.remove(1);
        assertThat(this.totals.one(list)).isEqualTo(loaded);
    }

    /** An array is equal to itself, whatever is in it. */
    @Test
    void anArrayThatChangedIsAnotherKey() {
        int[] array = { 1 };
        Object loaded = this.totals.one(array);
        array[0] = 2;
        assertThat(this.totals.one(array)).isNotEqualTo(loaded);
        array[0] = 1;
        assertThat(this.totals.one(array)).isEqualTo(loaded);
    }

    @Test
    void aHitAsksNothingAndCountsAsBefore() {
        this.totals.one("DE");
        this.totals.one("DE");
        int reads = this.context.asked.size();
        int gets = this.context.instance.store().calls(Operation.GET);
        List<String> before = this.context.instance.listener().events();
        this.totals.one("DE");
        assertThat(this.context.instance.listener().events().stream().skip(before.size()))
            .containsExactly("hit near:DE FRESH");
        assertThat(this.context.asked).hasSize(reads + 1);
        assertThat(this.context.asked.get(reads).load().repeatable()).isNotNull();
        assertThat(this.context.instance.store().calls(Operation.GET)).isEqualTo(gets);
    }

    @Test
    void aCallWithoutAKeyIsRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(UnsupportedKeyException.class)
                .isThrownBy(() -> this.totals.parameter("any", null))
                .withMessageContaining("'key' is '#key' and gave null");
        }
    }

    static class Totals {

        private final AtomicInteger loads = new AtomicInteger();

        /** As many loads for each key of all methods of a cache. */
        private Object load() {
            return this.loads.incrementAndGet();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true)
        Object one(@Nullable Object key) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true, condition = "true")
        Object oneWritten(@Nullable Object key) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true)
        Object both(@Nullable Object key, @Nullable Object other) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true, condition = "true")
        Object bothWritten(@Nullable Object key, @Nullable Object other) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true, key = "#key")
        Object parameter(@Nullable Object other, @Nullable Object key) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true, key = "#key", condition = "true")
        Object parameterWritten(@Nullable Object other, @Nullable Object key) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true, key = "#text + ':' + #number")
        Object sum(String text, int number) {
            return load();
        }

        @StampedeSafeCacheable(cacheName = "near", sharedKeys = true, key = "#text + ':' + #number", condition = "true")
        Object sumWritten(String text, int number) {
            return load();
        }

        @StampedeSafeCacheEvict("near")
        void evictOne(@Nullable Object key) {
        }

        @StampedeSafeCacheEvict("near")
        void evict(@Nullable Object key, @Nullable Object other) {
        }

    }

}
