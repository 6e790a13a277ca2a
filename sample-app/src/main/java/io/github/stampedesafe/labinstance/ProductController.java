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

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Both lanes over HTTP. */
@RestController
class ProductController {

    private final UnprotectedProducts unprotectedProducts;

    private final ProtectedProducts protectedProducts;

    ProductController(UnprotectedProducts unprotectedProducts, ProtectedProducts protectedProducts) {
        this.unprotectedProducts = unprotectedProducts;
        this.protectedProducts = protectedProducts;
    }

    @GetMapping("/unprotected/{id}")
    Product unprotectedProduct(@PathVariable int id) {
        return this.unprotectedProducts.product(id);
    }

    @GetMapping("/protected/{id}")
    Product protectedProduct(@PathVariable int id) {
        return this.protectedProducts.product(id);
    }

    @DeleteMapping("/unprotected/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void evictUnprotected(@PathVariable int id) {
        this.unprotectedProducts.evict(id);
    }

    @DeleteMapping("/protected/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void evictProtected(@PathVariable int id) {
        this.protectedProducts.evict(id);
    }

}
