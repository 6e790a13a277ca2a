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

package io.github.stampedesafe.sample.totals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What one country has ordered so far. Amounts are in euros.
 *
 * @param country two-letter code
 * @param orders number of orders
 * @param customers number of customers who placed them
 * @param revenue sum of all orders
 * @param averageOrder average of an order
 * @param medianOrder the order in the middle, by amount
 * @param bestSellers the five products sold most, best first
 * @param boughtTogether the five pairs of products most often in one order, best first
 * @param calculatedAt when the database was asked
 */
public record Totals(String country, long orders, long customers, BigDecimal revenue, BigDecimal averageOrder,
        BigDecimal medianOrder, List<BestSeller> bestSellers, List<Pair> boughtTogether, Instant calculatedAt) {

    /**
     * A product and how well it sells.
     *
     * @param product its name
     * @param sold number of pieces
     * @param revenue what they brought in
     */
    public record BestSeller(String product, long sold, BigDecimal revenue) {
    }

    /**
     * Two products in one order.
     *
     * @param one name of one product
     * @param other name of the other
     * @param orders number of orders that have both
     */
    public record Pair(String one, String other, long orders) {
    }

}
