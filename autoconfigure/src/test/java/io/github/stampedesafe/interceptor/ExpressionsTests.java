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

import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.github.stampedesafe.annotation.StampedeSafeCacheable;

import static org.assertj.core.api.Assertions.assertThat;

class ExpressionsTests {

    static class Totals {

        @StampedeSafeCacheable(cacheName = "totals", key = "#country", fairnessKey = "#country")
        public String total(String country) {
            return country;
        }

    }

    @Test
    void aTextOfAMethodIsParsedOnceForAllItsAttributesAndRules() throws Exception {
        MethodAnnotations annotations = Objects
            .requireNonNull(MethodAnnotations.of(Totals.class.getMethod("total", String.class), Totals.class));
        Expressions expressions = annotations.expressions();
        assertThat(expressions.parse("key", "#country")).isSameAs(expressions.parse("fairnessKey", "#country"))
            .isNotSameAs(expressions.parse("key", "#p0"));
        assertThat(annotations.expressions()).isSameAs(expressions);
    }

}
