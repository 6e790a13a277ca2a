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

package io.github.stampedesafe.policy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.stampedesafe.InvalidSettingException;
import io.github.stampedesafe.PrintableText;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CacheNameTests {

    private static final SettingSource SOURCE = SettingSource.annotation("OrderService.totals(String)");

    @ParameterizedTest
    @ValueSource(strings = { "totals", "a", "orders.by-id", "Umsätze", "总计", "(x)", "a=b,c\\[1]", "\uD83D\uDE00" })
    void nameWithoutSeparatorsIsReturnedAsItIs(String name) {
        assertThat(CacheName.require(name, SOURCE)).isSameAs(name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "a:b", "{a", "a}", "a b", "a\tb", "a\n", "a\u00A0b", "a\u2003b", "a\u0000",
            "\u007F", "a\uD83D", "\uDE00a" })
    void nameThatWouldBreakARedisKeyIsRefused(String name) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> CacheName.require(name, SOURCE))
            .withMessage("'cacheName' must have at least one character and no colon, brace, blank or control character "
                    + "but is '" + PrintableText.of(name)
                    + "' on OrderService.totals(String). Write a name such as 'totals'.");
    }

}
