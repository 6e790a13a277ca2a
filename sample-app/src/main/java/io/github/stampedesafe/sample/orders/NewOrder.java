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

package io.github.stampedesafe.sample.orders;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import io.github.stampedesafe.sample.web.CountryCode;

/**
 * An order as a customer sends it.
 *
 * @param country two-letter code
 * @param customer number of the customer
 * @param lines what is ordered
 */
public record NewOrder(@CountryCode String country, @NotNull @Positive Integer customer,
        @NotEmpty @Size(max = 100) List<@NotNull @Valid Line> lines) {

    /**
     * One product of an order.
     *
     * @param product number of the product
     * @param quantity how many
     */
    public record Line(@NotNull @Positive Integer product, @NotNull @Positive @Max(1000) Integer quantity) {
    }

}
