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

package io.github.stampedesafe.benchmarks;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

import tools.jackson.core.type.TypeReference;

/**
 * A value of about 300 bytes, as a service would cache it.
 *
 * @param country the country
 * @param day the day
 * @param orders how many orders
 * @param revenue their sum
 * @param topProducts names of the products sold most
 */
record Totals(String country, LocalDate day, long orders, BigDecimal revenue,
        List<String> topProducts) implements Serializable {

    static final TypeReference<Totals> TYPE = new TypeReference<>() {
    };

    static final TypeReference<List<Totals>> LIST_TYPE = new TypeReference<>() {
    };

    private static final int LISTED = 33;

    static Totals of(String country) {
        return new Totals(country, LocalDate.of(2026, 11, 20), 48_211, new BigDecimal("1204412.37"),
                List.of("Blue ceramic mug, large", "Notebook, dotted, A5", "Desk lamp with a clamp",
                        "Wool blanket, grey", "Bicycle bell, brass", "Tea sampler, twelve kinds",
                        "Steel water bottle, 0.7 l"));
    }

    /** Returns a list whose JSON has about 10,000 bytes. */
    static List<Totals> list(String country) {
        return Collections.nCopies(LISTED, country).stream().map(Totals::of).toList();
    }

}
