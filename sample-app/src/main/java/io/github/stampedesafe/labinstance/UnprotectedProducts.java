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

package io.github.stampedesafe.labinstance;

import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;

/** Products behind Spring's cache: get, query, put. */
@CacheConfig(cacheNames = "products")
public class UnprotectedProducts {

    private final ProductQuery query;

    UnprotectedProducts(ProductQuery query) {
        this.query = query;
    }

    /**
     * Returns a product.
     * @param id its key
     */
    @Cacheable
    public Product product(int id) {
        return this.query.product(id);
    }

    /**
     * Makes the next call ask the database.
     * @param id key of the product
     */
    @CacheEvict
    public void evict(int id) {
    }

}
