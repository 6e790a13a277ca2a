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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for the names of any caches and keys, drawn from a seed. */
class KeyLayoutPropertyTests {

    private static final String IN_CACHES = "abe";

    private static final String IN_KEYS = "ab:{}elasfnc()hoti7\u00e9\ud83d\ude00";

    private final Random random = new Random(20261121);

    private final KeyLayout keys = new KeyLayout("a:");

    @Test
    void noTwoThingsHaveTheSameName() {
        Map<String, String> owners = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            String cache = text(IN_CACHES, 1);
            CacheKey key = new CacheKey(cache, text(IN_KEYS, 0));
            claim(owners, this.keys.entry(key), "entry " + key);
            claim(owners, this.keys.lease(key), "lease " + key);
            claim(owners, this.keys.fence(key), "fence " + key);
            claim(owners, this.keys.failure(key), "failure " + key);
            long period = i % 100;
            claim(owners, this.keys.ranking(cache, period), "ranking " + cache + period);
            claim(owners, this.keys.rankingInstances(cache, period), "instances " + cache + period);
            claim(owners, this.keys.cleared(cache), "cleared " + cache);
            claim(owners, this.keys.expired(cache), "expired " + cache);
        }
        claim(owners, this.keys.signals(), "signals");
    }

    @Test
    void whatBelongsToOneKeyIsInOneSlot() {
        for (int i = 0; i < 100_000; i++) {
            CacheKey key = new CacheKey(text(IN_CACHES, 1), text(IN_KEYS, 0));
            String tag = tag(this.keys.entry(key));
            assertThat(tag).isNotEmpty();
            assertThat(List.of(this.keys.lease(key), this.keys.fence(key), this.keys.failure(key)))
                .allMatch((name) -> tag(name).equals(tag));
            String cache = key.cache();
            assertThat(List.of(this.keys.ranking(cache, i), this.keys.rankingInstances(cache, i - 1)))
                .allMatch((name) -> tag(name).equals(cache));
        }
    }

    private static void claim(Map<String, String> owners, String name, String owner) {
        assertThat(owners.merge(name, owner, (first, second) -> first)).isEqualTo(owner);
    }

    /** The part of a name that decides its slot, as the cluster specification says. */
    private static String tag(String name) {
        int open = name.indexOf('{');
        int close = name.indexOf('}', open + 1);
        return (open >= 0 && close > open + 1) ? name.substring(open + 1, close) : name;
    }

    private String text(String alphabet, int atLeast) {
        int length = atLeast + this.random.nextInt(6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(this.random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

}
