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
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.key.CacheKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyLayoutTests {

    @Test
    void namesAreWhatTheDocumentationSays() {
        KeyLayout keys = new KeyLayout("shop:");
        CacheKey key = new CacheKey("totals", "DE");

        assertThat(keys.entry(key)).isEqualTo("shop:{totals:DE}");
        assertThat(keys.lease(key)).isEqualTo("shop:{totals:DE}:lease");
        assertThat(keys.fence(key)).isEqualTo("shop:{totals:DE}:fence");
        assertThat(keys.failure(key)).isEqualTo("shop:{totals:DE}:failure");
        assertThat(keys.beside(key)).isEqualTo("shop:{totals:DE}:beside");
        assertThat(keys.cleared("totals")).isEqualTo("shop:totals:cleared");
        assertThat(keys.ranking("totals", 7)).isEqualTo("shop:{totals}:hot:7");
        assertThat(keys.rankingInstances("totals", 7)).isEqualTo("shop:{totals}:hot:7:instances");
        assertThat(keys.signals()).isEqualTo("shop:signals");
        assertThat(new KeyLayout("shop:", 3).signals()).isEqualTo("shop:signals:3");
    }

    @Test
    void noTwoNamesAreTheSame() {
        KeyLayout keys = new KeyLayout("");
        List<String> caches = List.of("a", "signals", "cleared", "lease");
        List<String> texts = List.of("", "b", ":", "a:b", "}", "}:lease", "}:fence", "}:beside", "{", "{a:b}",
                "cleared", "}:lease}:lease");
        Set<String> names = new TreeSet<>(Set.of(keys.signals()));
        for (String cache : caches) {
            assertThat(names.add(keys.cleared(cache))).isTrue();
            for (String text : texts) {
                CacheKey key = new CacheKey(cache, text);
                assertThat(names.add(keys.entry(key))).as("entry of %s", key).isTrue();
                assertThat(names.add(keys.lease(key))).as("lease of %s", key).isTrue();
                assertThat(names.add(keys.fence(key))).as("fence of %s", key).isTrue();
                assertThat(names.add(keys.failure(key))).as("failure of %s", key).isTrue();
                assertThat(names.add(keys.beside(key))).as("beside %s", key).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{shop}:", "shop}", "{" })
    void prefixWithBracesIsRefused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyLayout(prefix))
            .withMessage("A key prefix must not contain a brace but is '" + prefix
                    + "'. Leave the braces out: each key gets a hash tag of its own behind the prefix.");
    }

}
